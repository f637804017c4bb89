import { Modules } from "@medusajs/framework/utils"

import type {
  Finding,
  ReconciliationDTO,
} from "../../src/modules/resource_booking/types"
import {
  book,
  complete,
  createCart,
  createVariant,
  openPayment,
  type Variant,
} from "./checkout"
import type { Answer } from "./http"
import { ADMIN, expectStatus, type Shop } from "./http-shop"
import { eventually } from "./world"

export type Ordered = { order: string; line: string; cart: string }

/** The variant's price is for a booking, however many dates it has. */
export async function chargeOnce(shop: Shop, variant: Variant): Promise<void> {
  const path = `${ADMIN}/variants/${variant.id}`
  const body = { price_mode: "per_booking" }
  expectStatus(200, await shop.admin.client.post(path, body))
}

/** A bookable thing with its variant. */
export async function createTour(
  shop: Shop,
  input: object = {},
  prices: { aud: number; usd?: number } = { aud: 95.5, usd: 70.25 }
) {
  const resource = await shop.createResource({ default_capacity: 2, ...input })
  const sells = [{ resource_id: resource.id }]
  return { resource, variant: await createVariant(shop, prices, sells) }
}

/** A paid order of one booking. */
export async function order(
  shop: Shop,
  region: string,
  body: object
): Promise<Ordered> {
  const cart = await createCart(shop.anyone, region)
  expectStatus(201, await book(shop.anyone, cart, body))
  await openPayment(shop.anyone, cart)
  const answer = expectStatus(200, await complete(shop.anyone, cart))
  const { id, items } = answer.body.order
  return { order: id, line: items[0].id, cart }
}

/** The event of an order, handled; its file looks for a store when it is loaded. */
export async function deliverPlaced(shop: Shop, id: string): Promise<void> {
  const event = { name: "order.placed", data: { id } }
  const { default: handle } = await import(
    `../../src/subscribers/${event.name.replace(".", "-")}`
  )
  await handle({ event, container: shop.container, pluginOptions: {} })
}

/** As staff do it in the dashboard. */
export async function staff(
  shop: Shop,
  path: string,
  body: object = {}
): Promise<Answer> {
  const answer = await shop.admin.client.post(`/admin/${path}`, body)
  return expectStatus(200, answer)
}

/** What a fulfilment writes; without a stock location to do it from. */
export async function fulfill(
  shop: Shop,
  { order: order_id, line }: Ordered,
  quantity = 1
): Promise<void> {
  const orders = shop.container.resolve(Modules.ORDER)
  const items = [{ id: line, quantity }]
  await orders.registerFulfillment({ order_id, items })
}

/** An edit that leaves so many units of the line, confirmed. */
export async function editOrder(
  shop: Shop,
  { order: order_id, line }: Ordered,
  quantity: number
): Promise<void> {
  await staff(shop, "order-edits", { order_id })
  const edit = `order-edits/${order_id}`
  await staff(shop, `${edit}/items/item/${line}`, { quantity })
  await staff(shop, `${edit}/confirm`)
}

/** The return that was requested is back. */
export async function receive(
  shop: Shop,
  returnId: string,
  { line }: Ordered,
  quantity = 1
): Promise<void> {
  const path = `returns/${returnId}/receive`
  await staff(shop, path)
  const items = [{ id: line, quantity }]
  await staff(shop, `returns/${returnId}/receive-items`, { items })
  await staff(shop, `${path}/confirm`)
}

/** What a reconciliation found about something. */
export async function findingsOn(
  shop: Shop,
  subject: string,
  body: object = {}
): Promise<Finding[]> {
  const findings = await findingsOfRun(shop, body)
  return findings.filter((one) => one.subject === subject)
}

/** What a reconciliation found. */
export async function findingsOfRun(
  shop: Shop,
  body: object = {}
): Promise<Finding[]> {
  return (await reconciled(shop, body)).details
}

/** A reconciliation that staff ask for; the clock's own may go on. */
export async function reconciled(
  shop: Shop,
  body: object = {}
): Promise<ReconciliationDTO> {
  let answer: Answer | undefined
  await eventually(async () => {
    answer = await shop.admin.client.post(`${ADMIN}/reconciliation`, body)
    return answer.status !== 503
  }, "nobody else reconciles")
  return expectStatus(200, answer as Answer).body.report
}

/**
 * An order as if the process had been killed after the payment: its own hook
 * and its own subscriber have tried. Those of an order before may still come.
 */
export async function withoutConfirmation<T extends { order: string }>(
  shop: Shop,
  order: () => Promise<T>
): Promise<T> {
  const confirm = jest.spyOn(shop.bookings, "confirmHold")
  confirm.mockResolvedValue({ hold: {}, allocations: [] } as never)
  const made = await order()
  const own = () =>
    confirm.mock.calls
      .map(([sold]) => sold)
      .filter(({ order_id }) => order_id === made.order)
      .map(({ hold_id }) => hold_id)
  await eventually(
    () => Promise.resolve(areTold(own())),
    "the hook and the subscriber have tried"
  )
  confirm.mockRestore()
  return made
}

const areTold = (holds: string[]) =>
  holds.length > 0 && holds.length === 2 * new Set(holds).size

/** As if it had been made some time ago: what is young is left alone. */
export async function makeOld(
  shop: Shop,
  table: "order" | "booking_allocation" | "booking_hold",
  id: string,
  age = "10 minutes"
): Promise<void> {
  const text = `update "${table}" set created_at = now() - $2::interval,
    updated_at = now() - $2::interval where id = $1`
  await shop.database.query(text, [id, age])
}

/** Takes a line out of its cart so that nobody hears of it. */
export async function removeQuietly(
  shop: Shop,
  lineId: string,
  age = "10 minutes"
): Promise<void> {
  const text = `update cart_line_item set deleted_at = now() - $2::interval
    where id = $1`
  await shop.database.query(text, [lineId, age])
}
