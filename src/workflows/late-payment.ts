import type { MedusaContainer } from "@medusajs/framework/types"
import {
  isBookingRefusal,
  reject,
  type BookingRefusal,
} from "../modules/resource_booking"
import type {
  CallContext,
  ConflictDTO,
  ConfirmResult,
  PaidLine,
} from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"

/** A line of an order that is paid. */
export type SoldLine = {
  order_id: string
  line_item_id: string
  cart_id: string | null
  hold_id: string | null
}

/** What a paid line comes to: its dates, or a conflict for staff. */
export type Settled =
  | ({ kind: "confirmed" } & ConfirmResult)
  | { kind: "conflict"; conflict: ConflictDTO; refusal: BookingRefusal }

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
  try {
    return { kind: "confirmed", ...(await confirm(container, line, by)) }
  } catch (error) {
    if (!isBookingRefusal(error) || error.code === "busy") {
      throw error
    }
    const { code, details } = error
    const conflict = await bookingsIn(container).raiseConflict(
      { ...line, code, dates: details.dates ?? [] },
      by
    )
    return { kind: "conflict", conflict, refusal: error }
  }
}

function confirm(
  container: MedusaContainer,
  line: SoldLine,
  by: CallContext
): Promise<ConfirmResult> {
  const bookings = bookingsIn(container)
  const { hold_id, cart_id, ...sold } = line
  if (!hold_id || !cart_id) {
    return reject("not_found", "It was never held.")
  }
  const { policy } = bookings.options.late_payment
  return bookings.confirmHold(
    {
      ...{ ...sold, hold_id, cart_id },
      ...(policy === "overbook" ? { overbook: { note: null } } : {}),
    },
    by
  )
}

/**
 * Puts on record that a cart is paid and can't be completed. Medusa gives the
 * money back; the record stays open until it has.
 */
export async function raiseForCart(
  container: MedusaContainer,
  cartId: string,
  lines: PaidLine[],
  { code, details }: BookingRefusal,
  by: CallContext
): Promise<void> {
  for (const { line_item_id, hold_id } of linesConcerned(lines, details)) {
    await bookingsIn(container).raiseConflict(
      {
        ...{ order_id: null, cart_id: cartId, line_item_id, hold_id },
        ...{ code, dates: details.dates ?? [] },
      },
      by
    )
  }
}

/** Those that the refusal names; all, if it names none. */
function linesConcerned(
  lines: PaidLine[],
  { hold_ids = [], line_item_id }: BookingRefusal["details"]
): PaidLine[] {
  const ids = hold_ids as unknown[]
  const named = lines.filter(
    (line) => ids.includes(line.hold_id) || line.line_item_id === line_item_id
  )
  return named.length > 0 ? named : lines
}
