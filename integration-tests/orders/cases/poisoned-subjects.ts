import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import type { Finding } from "../../../src/modules/resource_booking/types"
import { catchErrors } from "../../helpers/caught-errors"
import {
  book,
  complete,
  createCart,
  createRegions,
  openPayment,
} from "../../helpers/checkout"
import { expectStatus, type Shop } from "../../helpers/http-shop"
import { authorize, voidPayment } from "../../helpers/order-money"
import {
  createTour,
  editOrder,
  findingsOfRun,
  makeOld,
  removeQuietly,
  withoutConfirmation,
} from "../../helpers/orders"
import { day, eventually } from "../../helpers/world"

const MON = day(30)
const UNITS = 2

/** What a check names, and what Medusa is asked by to look at it. */
type Subject = { id: string; askedBy: string }

type Named = { check: string; action: Finding["action"] }

/** One that can't be looked at or mended stops none of the others (R51). */
export function poisonedSubjectCases(shop: Shop): void {
  describe("reconciliation, of two subjects of which one can't be looked at", () =>
    describePoisoned(shop))
}

function describePoisoned(shop: Shop): void {
  let region: string

  async function booked() {
    const tour = await createTour(shop, { default_capacity: UNITS })
    const cart = await createCart(shop.anyone, region)
    const resource_id = tour.resource.id
    const items = [{ resource_id, dates: [MON], quantity: UNITS }]
    const wish = { variant_id: tour.variant.id, items }
    const answer = expectStatus(201, await book(shop.anyone, cart, wish)).body
    const line = answer.cart.items[0].id as string
    return { ...tour, items, cart, line, hold: answer.hold.id as string }
  }

  async function ordered() {
    const made = await booked()
    await openPayment(shop.anyone, made.cart)
    const answer = expectStatus(200, await complete(shop.anyone, made.cart))
    const { id, items } = answer.body.order
    await makeOld(shop, "order", id)
    const { rows } = await shop.bookings.listAllocations({ order_id: id })
    for (const allocation of rows) {
      await makeOld(shop, "booking_allocation", allocation.id)
    }
    return { ...made, order: id as string, line: items[0].id as string }
  }

  /** As if the process had been killed after the payment. */
  async function unconfirmed() {
    return withoutConfirmation(shop, () => ordered())
  }

  const makeRun = (body: object = {}) => findingsOfRun(shop, body)

  const MAKE: Record<string, () => Promise<Subject & Named>> = {
    open_conflicts: async () => {
      const { order, hold, items } = await unconfirmed()
      await shop.expire(hold)
      await shop.placeHold({ items })
      await makeRun()
      return named("open_conflicts", "flagged", order)
    },
    paid_carts: async () => {
      const { cart } = await booked()
      await openPayment(shop.anyone, cart)
      const payment = await authorize(shop, cart)
      await shop.database.query(
        `update payment set created_at = now() - interval '10 minutes'
          where id = $1`,
        [payment]
      )
      return named("paid_carts", "flagged", cart)
    },
    unconfirmed_orders: async () =>
      named("unconfirmed_orders", "fixed", (await unconfirmed()).order),
    unpaid_orders: async () => {
      const { variant } = await createTour(shop)
      const line = { title: "A booking", quantity: 1, unit_price: 50 }
      const orders = shop.container.resolve(Modules.ORDER)
      const { id } = await orders.createOrders({
        currency_code: "aud",
        items: [{ ...line, variant_id: variant.id }],
      })
      await makeOld(shop, "order", id)
      return named("unpaid_orders", "flagged", id)
    },
    unpaid_allocations: async () => {
      const { order } = await ordered()
      await voidPayment(shop, order)
      return named("unpaid_allocations", "flagged", order)
    },
    orphaned_allocations: async () => {
      const { order } = await ordered()
      await shop.container.resolve(Modules.ORDER).cancel([order])
      return named("orphaned_allocations", "fixed", order)
    },
    changed_lines: async () => {
      const made = await ordered()
      const deaf = jest.spyOn(shop.bookings, "listLineUnits")
      deaf.mockResolvedValueOnce([])
      await editOrder(shop, made, 1)
      await eventually(
        () => Promise.resolve(deaf.mock.calls.length > 0),
        "the event was lost"
      )
      deaf.mockRestore()
      // Medusa cancels what was only authorized when an order is edited.
      return named("changed_lines", "fixed", made.order)
    },
    vanished_lines: async () => {
      const { hold, line } = await booked()
      await makeOld(shop, "booking_hold", hold)
      await removeQuietly(shop, line)
      return named("vanished_lines", "fixed", hold, line)
    },
  }
  const CHECKS = Object.keys(MAKE)

  const pairs = new Map<string, { poisoned: Subject; other: Subject }>()
  const usual = new Map<string, Finding["action"]>()
  let sick: Finding[] = []
  let healed: Finding[] = []
  let logged: string[] = []
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    for (const [check, make] of Object.entries(MAKE)) {
      const poisoned = await make()
      pairs.set(check, { poisoned, other: await make() })
      usual.set(check, poisoned.action)
    }
    const errors = catchErrors(shop)
    const poisons = [...pairs.values()].map(({ poisoned }) => poisoned.askedBy)
    poison(shop, poisons)
    sick = await makeRun()
    logged = errors()
    jest.restoreAllMocks()
    healed = await makeRun()
  })

  const about = (findings: Finding[], check: string, { id }: Subject) =>
    findings.filter((one) => one.check === check && one.subject === id)

  it.each(CHECKS)("%s says so, and has the other one", (check) => {
    const { poisoned, other } = pairs.get(check) as NonNullable<
      ReturnType<typeof pairs.get>
    >
    const action = usual.get(check)
    expect(about(sick, check, other)).toMatchObject([{ action }])
    // Its order is read for other checks first, which say so in its place.
    const said = sick.filter(({ subject }) => subject === poisoned.id)
    expect(said).toContainEqual({
      ...{ check: expect.any(String), subject: poisoned.id },
      ...{ action: "flagged", message: expect.stringContaining(UNCHECKED) },
    })
    expect(said.filter((one) => one.action === "fixed")).toEqual([])
    expect(logged).toContain(
      `resource_booking: ${poisoned.askedBy} can't be checked`
    )
    expect(about(healed, check, poisoned)).toMatchObject([{ action }])
  })

  it("is said of no check as a whole", () => {
    const names = sick.filter(({ check, subject }) => check === subject)
    expect(names).toEqual([])
  })
}

const UNCHECKED = "could not be checked. The log says why."

function named(
  check: string,
  action: Finding["action"],
  id: string,
  askedBy = id
): Subject & Named {
  return { check, action, id, askedBy }
}

/** Whatever asks Medusa for one of these fails, as a defective row does. */
function poison(shop: Shop, ids: string[]): void {
  const asks = (asked: unknown) => {
    const text = JSON.stringify(asked)
    return ids.some((id) => text.includes(id))
  }
  const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
  const graph = query.graph.bind(query)
  jest.spyOn(query, "graph").mockImplementation((asked, options) => {
    return asks(asked) ? Promise.reject(DEFECT) : graph(asked, options)
  })
  const carts = shop.container.resolve(Modules.CART)
  const list = carts.listLineItems.bind(carts)
  const spy = jest.spyOn(carts, "listLineItems") as jest.SpyInstance
  spy.mockImplementation((asked: object, config: object) => {
    return asks(asked) ? Promise.reject(DEFECT) : list(asked, config)
  })
}

const DEFECT = new Error("a defect")
