import type { MedusaContainer } from "@medusajs/framework/types"

import {
  type BookingRefusal,
  isBookingRefusal,
  reject,
} from "../modules/resource_booking"
import type {
  CallContext,
  ConfirmResult,
  ConflictDTO,
  LostHold,
} from "../modules/resource_booking/types"
import { bookingsIn, bookingVariants } from "./booking-lines"

/** A line of an order that is paid, as it says itself. */
export type SoldLine = {
  order_id: string
  line_item_id: string
  variant_id: string | null
  cart_id: string | null
  hold_id: string | null
}

/** What a paid line comes to: its dates, or a conflict for staff. */
export type Settled =
  | ({ kind: "confirmed" } & ConfirmResult)
  | { kind: "conflict"; conflict: ConflictDTO; refusal: BookingRefusal }
  /** It names a hold, and sells no bookings. */
  | { kind: "nothing" }

/**
 * Gives a paid line its dates, taken again if need be, or beyond the capacity
 * where the option `late_payment` says so. What can't be had is raised as a
 * conflict: money is never dropped silently.
 *
 * @throws BookingRefusal `busy`
 */
export async function settleLine(
  container: MedusaContainer,
  line: SoldLine,
  by: CallContext
): Promise<Settled> {
  const bookings = bookingsIn(container)
  const { policy } = bookings.options.late_payment
  try {
    const overbook = policy === "overbook" ? { note: null } : undefined
    const confirmed = await confirmLine(container, line, by, overbook)
    return confirmed ? { kind: "confirmed", ...confirmed } : { kind: "nothing" }
  } catch (error) {
    if (!isBookingRefusal(error) || error.code === "busy") {
      throw error
    }
    const { order_id, line_item_id, cart_id, hold_id } = line
    const { code, details } = error
    const conflict = await bookings.raiseConflict(
      {
        ...{ order_id, line_item_id, cart_id, hold_id, code },
        dates: details.dates ?? [],
      },
      by
    )
    return { kind: "conflict", conflict, refusal: error }
  }
}

/**
 * Confirms the hold that a line was sold with. Whatever a line says of itself
 * is the client's to write: one that sells no bookings, and names a hold that
 * was not sold with it, is left alone.
 *
 * @returns null for such a line
 * @throws BookingRefusal as `confirmHold`
 */
export async function confirmLine(
  container: MedusaContainer,
  line: SoldLine,
  by: CallContext,
  overbook?: { note: string | null }
): Promise<ConfirmResult | null> {
  const { order_id, line_item_id, variant_id, cart_id, hold_id } = line
  try {
    if (!hold_id || !cart_id) {
      return reject("not_found", "The dates were never held.")
    }
    return await bookingsIn(container).confirmHold(
      {
        ...{ hold_id, order_id, line_item_id, cart_id },
        // Of a product that was deleted the line knows no variant any more.
        ...(variant_id ? { variant_id } : {}),
        ...(overbook ? { overbook } : {}),
      },
      by
    )
  } catch (error) {
    const isUnknown = isBookingRefusal(error) && error.code === "not_found"
    const selling =
      isUnknown && (await bookingVariants(container, [variant_id]))
    if (selling && selling.size === 0) {
      return null
    }
    throw error
  }
}

type CartLine = { line_item_id: string; hold_id: string | null }

/**
 * Puts on record that a cart is paid and is not completed. Medusa gives the
 * money back; the record stays open until it has.
 *
 * @param error why: a refusal, or whatever undid the completion
 */
export async function raiseForCart(
  container: MedusaContainer,
  cart_id: string,
  lines: CartLine[],
  error: unknown,
  by: CallContext
): Promise<void> {
  for (const { line_item_id, hold_id } of linesConcerned(lines, error)) {
    const { code, dates } = reasonOf(hold_id, error)
    await bookingsIn(container).raiseConflict(
      { order_id: null, cart_id, line_item_id, hold_id, code, dates },
      by
    )
  }
}

/** Those that the refusal names; all, if it names none. */
function linesConcerned(lines: CartLine[], error: unknown): CartLine[] {
  const details = isBookingRefusal(error) ? error.details : {}
  const lost = lostIn(error).map(({ hold_id }) => hold_id)
  const named = lines.filter(
    (line) =>
      (line.hold_id && lost.includes(line.hold_id)) ||
      line.line_item_id === details.line_item_id
  )
  return named.length > 0 ? named : lines
}

function reasonOf(holdId: string | null, error: unknown) {
  const lost = lostIn(error).find(({ hold_id }) => hold_id === holdId)
  if (lost) {
    return lost
  }
  return isBookingRefusal(error)
    ? { code: error.code, dates: error.details.dates ?? [] }
    : { code: "undone" as const, dates: [] }
}

function lostIn(error: unknown): LostHold[] {
  const lost = isBookingRefusal(error) ? error.details.lost : undefined
  return Array.isArray(lost) ? (lost as LostHold[]) : []
}
