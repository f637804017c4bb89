import type { MedusaContainer } from "@medusajs/framework/types"

import {
  BookingRefusal,
  isBookingRefusal,
  reject,
} from "../modules/resource_booking"
import type {
  CallContext,
  ConfirmResult,
  ConflictDTO,
  RefusalCode,
  RefusalDetails,
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

/**
 * What becomes of a line that can't have its dates. `refuse`: it is refused,
 * and so is the order, which is just being made. `conflict`: the order stays, and
 * staff have a conflict to settle; money is never dropped silently.
 */
export type Otherwise = "refuse" | "conflict"

/** A refusal that can go through a workflow. */
export type Refused = {
  code: RefusalCode
  message: string
  details: RefusalDetails
}

export type LineOutcome =
  | ({ kind: "confirmed" } & ConfirmResult)
  | { kind: "conflict"; conflict: ConflictDTO; refusal: Refused }
  /** Nothing has happened: somebody tries again. */
  | { kind: "busy"; refusal: Refused }
  /** It names a hold, and sells no bookings. */
  | { kind: "nothing" }

/** @throws BookingRefusal, always */
export function throwRefused(refusal: Refused): never {
  throw new BookingRefusal({ ok: false, ...refusal })
}

/**
 * Gives a paid line its dates, taken again if need be. Where the order stays
 * without them, also beyond the capacity, if the option `late_payment` says so.
 *
 * @throws BookingRefusal as `confirmHold`, where the line is to be refused
 */
export async function confirmLine(
  container: MedusaContainer,
  line: SoldLine,
  otherwise: Otherwise,
  by: CallContext
): Promise<LineOutcome> {
  try {
    const confirmed = await takeDates(container, line, otherwise, by)
    return confirmed ? { kind: "confirmed", ...confirmed } : { kind: "nothing" }
  } catch (error) {
    if (otherwise === "refuse" || !isBookingRefusal(error)) {
      throw error
    }
    return error.code === "busy"
      ? { kind: "busy", refusal: refusedBy(error) }
      : raiseConflict(container, line, error, by)
  }
}

async function raiseConflict(
  container: MedusaContainer,
  { order_id, line_item_id, cart_id, hold_id }: SoldLine,
  refusal: BookingRefusal,
  by: CallContext
): Promise<LineOutcome> {
  const { code, details } = refusal
  const sold = { order_id, line_item_id, cart_id, hold_id }
  const dates = details.dates ?? []
  try {
    const conflict = await bookingsIn(container).raiseConflict(
      { ...sold, code, dates },
      by
    )
    return { kind: "conflict", conflict, refusal: refusedBy(refusal) }
  } catch (error) {
    if (!isBookingRefusal(error)) {
      throw error
    }
    return { kind: "busy", refusal: refusedBy(error) }
  }
}

function refusedBy({ code, message, details }: BookingRefusal): Refused {
  return { code, message, details }
}

/**
 * Whatever a line says of itself is the client's to write: one that sells no
 * bookings, and names a hold that was not sold with it, is left alone.
 *
 * @returns null for such a line
 */
async function takeDates(
  container: MedusaContainer,
  line: SoldLine,
  otherwise: Otherwise,
  by: CallContext
): Promise<ConfirmResult | null> {
  const { order_id, line_item_id, variant_id, cart_id, hold_id } = line
  const bookings = bookingsIn(container)
  const { policy } = bookings.options.late_payment
  const isOverbooked = otherwise === "conflict" && policy === "overbook"
  try {
    if (!hold_id || !cart_id) {
      return reject("not_found", "The dates were never held.")
    }
    return await bookings.confirmHold(
      {
        ...{ hold_id, order_id, line_item_id, cart_id },
        // Of a product that was deleted the line knows no variant any more.
        ...(variant_id ? { variant_id } : {}),
        ...(isOverbooked ? { overbook: { note: null } } : {}),
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
