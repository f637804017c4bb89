import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  bookingsIn,
  holdIdOf,
  readLines,
} from "../../../checkout/booking-lines"
import { unlessBusy } from "../../../checkout/unless-busy"
import { reject } from "../../../modules/resource_booking"
import type { CallContext } from "../../../modules/resource_booking/types"
import type { HeldDates } from "./hold-dates"

export type AttachLineInput = {
  cart_id: string
  held: HeldDates
  /** The hold whose place it takes. */
  replaces: string | null
  by: CallContext
}

/**
 * The line is written: its hold is sold with it, and takes over from the one
 * before. If the dates are busy just now, the line stays all the same: the next
 * look at the cart, or completing it, does this again.
 */
export const attachLineStep = createStep(
  "attach-line",
  async ({ cart_id, held, replaces, by }: AttachLineInput, { container }) => {
    const bookings = bookingsIn(container)
    const hold_id = held.answer.hold.id
    const lines = await readLines(container, cart_id)
    const line = lines.find((one) => holdIdOf(one) === hold_id)
    const line_item_id =
      line?.id ??
      reject("not_found", "The line of this booking no longer exists.")
    const written = { hold_id, cart_id, line_item_id }
    const later = `${hold_id} will get its line later`
    const answer = await unlessBusy(container, later, async () => {
      if (replaces) {
        return bookings.takeOver(written, by)
      }
      await bookings.attachLine(written, by)
      return null
    })
    return new StepResponse(answer ?? held.answer)
  }
)
