import { randomUUID } from "node:crypto"

import type { MedusaContainer } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"

import { reject } from "../modules/resource_booking"
import type {
  AllocationDTO,
  CallContext,
  ConflictDTO,
  ConflictOutcome,
  HoldItemInput,
  ResolveConflict,
} from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"
import { isGivenBack, moneyOfOrder } from "./money"
import { lineVersions, valueAsSold } from "./order-values"
import { retrieveOrder } from "./paid-orders"

/** What staff, or reconciliation, want to come of a conflict. */
export type SettleConflict = ResolveConflict & {
  /** For `rebooked`: what the customer gets instead; the same, if left out. */
  items?: HoldItemInput[] | undefined
}

/** Outcomes by which a conflict is settled in the moment that dates are booked. */
export function isBooking(outcome: ConflictOutcome): boolean {
  return outcome === "rebooked" || outcome === "overbooked"
}

/**
 * Does what the outcome of an open conflict says: `rebooked` and `overbooked` give
 * the order its dates, and ask for a note if it is not paid; `refunded` is
 * believed when the money is back, `dismissed` takes staff's word.
 *
 * @returns the allocations that the order has got
 * @throws BookingRefusal `invalid_data` when the outcome can't be; as `placeHold`
 * and `confirmHold` when the dates can't be had
 */
export async function carryOut(
  container: MedusaContainer,
  conflict: ConflictDTO,
  { outcome, note = null, items }: SettleConflict,
  by: CallContext
): Promise<AllocationDTO[]> {
  switch (outcome) {
    case "refunded":
      await requireRefund(container, conflict)
      return []
    case "rebooked":
      return rebook(container, conflict, note, items, by)
    case "overbooked":
      return overbook(container, conflict, note, by)
    case "dismissed":
      return note === null
        ? reject(
            "invalid_data",
            "Add a note that says why the conflict is dismissed.",
            { kind: "needs_note" }
          )
        : []
  }
}

/**
 * For a part of an order, at least what this line cost must be back, besides
 * what other lines of it were settled with.
 */
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
    const totals = await lineTotals(container, order_id)
    const own = totals.get(line_item_id) ?? 0
    const others = await refundedLines(container, order_id)
    const sum = others.reduce((all, id) => all + (totals.get(id) ?? 0), own)
    if (own > 0 && MathBN.gte(refunded, sum)) {
      return
    }
  }
  reject(
    "invalid_data",
    "The payment has not been refunded yet. Refund it or cancel the order first.",
    { kind: "not_refunded" }
  )
}

async function refundedLines(
  container: MedusaContainer,
  order_id: string
): Promise<string[]> {
  const query = { order_id, status: "resolved", limit: 100 } as const
  const { rows } = await bookingsIn(container).listConflicts(query)
  return rows
    .filter(({ outcome }) => outcome === "refunded")
    .flatMap(({ line_item_id }) => line_item_id ?? [])
}

/** What each line cost as it was sold, also one that an edit has taken out. */
async function lineTotals(
  container: MedusaContainer,
  id: string
): Promise<Map<string, number>> {
  const totals = new Map<string, number>()
  for (const line of await lineVersions(container, [id])) {
    const known = totals.get(line.item.id) ?? 0
    totals.set(line.item.id, Math.max(known, valueAsSold(line)))
  }
  return totals
}

/** Booked and settled in one moment: nobody is given two bookings for one. */
async function rebook(
  container: MedusaContainer,
  conflict: ConflictDTO,
  note: string | null,
  items: HoldItemInput[] | undefined,
  by: CallContext
): Promise<AllocationDTO[]> {
  const sold = await orderOf(container, conflict, note)
  if (!items && conflict.items.length === 0) {
    reject("invalid_data", "Specify in items what the customer gets.")
  }
  const booked = await bookingsIn(container).createAllocations(
    {
      ...sold,
      items: items ?? conflict.items.map(wishOf),
      idempotency_key: randomUUID(),
      override_rules: true,
      settles: { conflict_id: conflict.id, note },
    },
    by
  )
  return booked.allocations
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
): Promise<AllocationDTO[]> {
  const { hold_id } = conflict
  const sold = await orderOf(container, conflict, note)
  if (hold_id === null) {
    return reject(
      "invalid_data",
      "The dates were never held. Rebook them instead.",
      { kind: "never_held" }
    )
  }
  const { allocations, repeated } = await bookingsIn(container).confirmHold(
    { ...sold, hold_id, overbook: { note } },
    by
  )
  return repeated ? [] : allocations
}

/**
 * The order that gets dates: nobody books for one that is off. One whose money
 * is not there gets them by staff's word, which has to be on record.
 */
async function orderOf(
  container: MedusaContainer,
  { order_id, line_item_id }: ConflictDTO,
  note: string | null
) {
  const order = order_id ? await retrieveOrder(container, order_id) : undefined
  if (!order) {
    return reject(
      "invalid_data",
      "There is no order. The customer can book again.",
      { kind: "no_order" }
    )
  }
  if (order.is_canceled) {
    reject(
      "invalid_data",
      "The order is canceled. Nothing can be booked for it.",
      { kind: "order_canceled" }
    )
  }
  if (!order.is_paid && note === null) {
    reject(
      "invalid_data",
      "The order is no longer paid. Add a note that says why it gets its dates anyway, or settle the conflict as refunded.",
      { kind: "order_unpaid" }
    )
  }
  return { order_id: order.id, line_item_id }
}
