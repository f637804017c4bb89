import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { reject } from "../modules/resource_booking"
import type {
  CallContext,
  ConflictDTO,
  HoldItemInput,
  ResolveConflict,
} from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"
import { isGivenBack, moneyOfOrder } from "./money"

export type SettleConflict = ResolveConflict & {
  /** For `rebooked`: what the customer gets instead; the same, if left out. */
  items?: HoldItemInput[]
}

/**
 * Settles a conflict by doing what its outcome says: `rebooked` and
 * `overbooked` give the order its dates, `refunded` is believed when the money
 * is back, `dismissed` takes staff's word. Repeating it is harmless.
 *
 * @throws BookingRefusal `not_found`; `invalid_data` when the outcome can't be
 * or another was chosen before; as `placeHold` and `confirmHold` when the dates
 * can't be had
 */
export async function resolveConflict(
  container: MedusaContainer,
  id: string,
  { items, ...resolution }: SettleConflict,
  by: CallContext
): Promise<ConflictDTO> {
  const bookings = bookingsIn(container)
  const conflict = await bookings.retrieveConflict(id)
  if (conflict.status === "open") {
    await act(container, conflict, resolution, items, by)
  }
  return bookings.resolveConflict(id, resolution, by)
}

async function act(
  container: MedusaContainer,
  conflict: ConflictDTO,
  { outcome, note = null }: ResolveConflict,
  items: HoldItemInput[] | undefined,
  by: CallContext
): Promise<void> {
  switch (outcome) {
    case "refunded":
      return requireRefund(container, conflict)
    case "rebooked":
      return rebook(container, conflict, items, by)
    case "overbooked":
      return overbook(container, conflict, note, by)
    case "dismissed":
      return note === null
        ? reject("invalid_data", "Say in a note why it is dismissed.")
        : undefined
  }
}

/** For a part of an order, at least what its line cost must be back. */
async function requireRefund(
  container: MedusaContainer,
  conflict: ConflictDTO
): Promise<void> {
  if (await isGivenBack(container, conflict)) {
    return
  }
  const { order_id, line_item_id } = conflict
  if (order_id && line_item_id) {
    const { refunded } = await moneyOfOrder(container, order_id)
    const total = await lineTotal(container, order_id, line_item_id)
    if (total !== null && MathBN.gte(refunded, total)) {
      return
    }
  }
  reject(
    "invalid_data",
    "The money is not back yet: refund the payment or cancel the order first."
  )
}

async function lineTotal(
  container: MedusaContainer,
  orderId: string,
  lineItemId: string
): Promise<number | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "items.id", "items.total"],
    filters: { id: orderId },
  })
  const [order] = data as { items: { id: string; total: number }[] | null }[]
  return order?.items?.find(({ id }) => id === lineItemId)?.total ?? null
}

/** It may have been done before, and the process have died since. */
async function rebook(
  container: MedusaContainer,
  conflict: ConflictDTO,
  items: HoldItemInput[] | undefined,
  by: CallContext
): Promise<void> {
  const bookings = bookingsIn(container)
  const sold = orderOf(conflict)
  const { order_id, line_item_id } = sold
  const { rows } = await bookings.listAllocations({ order_id, limit: 100 })
  const isDone = rows.some(
    (one) => one.line_item_id === line_item_id && one.status === "confirmed"
  )
  if (isDone) {
    return
  }
  if (!items && conflict.items.length === 0) {
    reject("invalid_data", "Say in items what the customer gets.")
  }
  const wanted = items ?? conflict.items.map(wishOf)
  const idempotency_key = `rebooked-${randomUUID()}`
  await bookings.createAllocations(
    { ...sold, items: wanted, idempotency_key, override_rules: true },
    by
  )
}

function wishOf(item: ConflictDTO["items"][number]): HoldItemInput {
  const { resource_id, dates, quantity } = item
  return { resource_id, dates, quantity }
}

async function overbook(
  container: MedusaContainer,
  conflict: ConflictDTO,
  note: string | null,
  by: CallContext
): Promise<void> {
  const { hold_id } = conflict
  if (hold_id === null) {
    return reject("invalid_data", "It was never held: rebook it.")
  }
  const sold = orderOf(conflict)
  const overbook = { note }
  await bookingsIn(container).confirmHold({ ...sold, hold_id, overbook }, by)
}

function orderOf({ order_id, line_item_id }: ConflictDTO) {
  return order_id === null
    ? reject("invalid_data", "There is no order: the customer can book again.")
    : { order_id, line_item_id }
}
