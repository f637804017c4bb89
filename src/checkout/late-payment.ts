import type { MedusaContainer } from "@medusajs/framework/types"

import { isBookingRefusal } from "../modules/resource_booking"
import type { CallContext, LostHold } from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"

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
