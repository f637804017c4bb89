import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { reject } from "../../../src/modules/resource_booking"
import ResourceBookingService from "../../../src/modules/resource_booking/service"
import {
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
  type Variant,
} from "../../helpers/checkout"
import { expectStatus, type Shop } from "../../helpers/http-shop"
import { eventually } from "../../helpers/waiting"

/** Who buys no booking hardly meets this module: see docs/internals/speed.md (j). */
export function ordinaryProductCases(shop: Shop): void {
  let region: string
  let map: Variant
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    map = await createVariant(shop, { aud: 20 })
  })
  afterEach(() => jest.restoreAllMocks())

  const add = (cartId: string) =>
    shop.anyone.post(`/store/carts/${cartId}/line-items`, {
      variant_id: map.id,
      quantity: 1,
    })

  const changeAddress = (cartId: string) =>
    shop.anyone.post(`/store/carts/${cartId}`, {
      shipping_address: { country_code: "au", postal_code: "2000" },
    })

  /** So many times, what is asked answers that bookings are busy. */
  function busy(times: number) {
    return ASKED.map((method) => {
      const asked = jest.spyOn(shop.bookings, method)
      for (let n = 0; n < times; n++) {
        asked.mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      }
      return asked
    })
  }

  describe("a purchase of an ordinary product", () => {
    it("goes on while bookings are busy, as long as they are not so for good", async () => {
      const cart_id = await createCart(shop.anyone, region)
      const asked = busy(2)
      expectStatus(200, await add(cart_id))
      expectStatus(200, await changeAddress(cart_id))
      await openPayment(shop.anyone, cart_id)
      const { body } = expectStatus(200, await complete(shop.anyone, cart_id))
      expect(body.type).toBe("order")
      expect(asked.map(({ mock }) => mock.calls.length)).toEqual([3, 3, 3])

      const [links] = busy(3)
      const other = await createCart(shop.anyone, region)
      expect(await add(other)).toMatchObject({
        status: 400,
        body: { type: "not_allowed", code: "busy" },
      })
      expect(links?.mock.calls).toHaveLength(6)
    })

    it("asks the module one thing when it is added, one for a new address, one at its completion", async () => {
      const cart_id = await createCart(shop.anyone, region)
      const asked = watch(shop)
      expectStatus(200, await add(cart_id))
      expect(asked.take()).toEqual([["listVariantLinks", [map.id]]])

      expectStatus(200, await changeAddress(cart_id))
      expect(asked.take()).toEqual([["listLineHolds", cart_id]])

      await openPayment(shop.anyone, cart_id)
      expect(asked.take()).toEqual([])

      const { body } = expectStatus(200, await complete(shop.anyone, cart_id))
      expect(body.type).toBe("order")
      await eventually(
        async () => asked.markedLines.includes(body.order.id),
        "that the order's lines are looked at"
      )
      expect(asked.take()).toEqual([
        ["concernsBookings", { cart_id, variant_ids: [map.id] }],
      ])
      expect(asked.ordersWithMoney).toEqual([])
    })
  })
}

/** When a line is added, an address changed, a cart completed. */
const ASKED = ["listVariantLinks", "listLineHolds", "concernsBookings"] as const

/** What the module is asked, and what its handlers ask Medusa of orders. */
function watch(shop: Shop) {
  const calls: [method: string, input: unknown][] = []
  const bookings = shop.bookings as unknown as Record<string, Method>
  for (const name of METHODS) {
    const method = bookings[name] as Method
    jest.spyOn(bookings, name).mockImplementation((...args) => {
      calls.push([name, args[0]])
      return method.apply(bookings, args)
    })
  }
  const markedLines: unknown[] = []
  const ordersWithMoney: unknown[] = []
  const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
  const graph = query.graph.bind(query) as Method
  jest
    .spyOn(query as { graph: Method }, "graph")
    .mockImplementation((...args) => {
      const { entity, fields, filters } = args[0] as Asked
      if (entity === "order_item") {
        markedLines.push(filters?.order_id)
      }
      if (entity === "order" && fields.includes(CAPTURES)) {
        ordersWithMoney.push(filters?.id)
      }
      return graph(...args)
    })
  return { take: () => calls.splice(0), markedLines, ordersWithMoney }
}

type Method = (...args: unknown[]) => unknown

type Asked = {
  entity: string
  fields: string[]
  filters?: Record<string, unknown>
}

/** What only those ask for who want to know whether an order is paid. */
const CAPTURES = "payment_collections.payments.captures.amount"

/** All but those that the clock calls. */
const METHODS = Object.entries(
  Object.getOwnPropertyDescriptors(ResourceBookingService.prototype)
)
  .filter(([, { value }]) => typeof value === "function")
  .map(([name]) => name)
  .filter((name) => !/^_|^(constructor|call|publishEvents)$/.test(name))
