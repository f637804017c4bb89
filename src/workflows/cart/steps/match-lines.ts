import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { updateLineItemInCartWorkflow } from "@medusajs/medusa/core-flows"

import {
  bookingsIn,
  markedLines,
  readLines,
} from "../../../checkout/booking-lines"
import { lineTitle } from "../../../checkout/line-title"
import type {
  CallContext,
  LineHold,
  StrayLine,
} from "../../../modules/resource_booking/types"

export type MatchLinesInput = {
  cart_id: string
  /** A hold that is being brought: it may wait for its line. */
  hold_id?: string | undefined
  by: CallContext
}

/**
 * What a process left undone that ended between a hold and its line is put
 * right first, under the cart's lock: a line that says dates which were never
 * held says again what it has.
 * Most carts have no booking yet, which is one look.
 */
export const matchLinesStep = createStep(
  "match-lines",
  async (input: MatchLinesInput, step) => {
    const { cart_id, hold_id, by } = input
    const { container, idempotencyKey, eventGroupId } = step
    const bookings = bookingsIn(container)
    if ((await bookings.listLineHolds(cart_id)).length === 0) {
      return new StepResponse(undefined)
    }
    const lines = markedLines(await readLines(container, cart_id))
    const strays = await bookings.matchLines(
      { cart_id, lines, is_locked: true, keep: hold_id ?? null },
      by
    )
    const holds = strays.length > 0 ? await bookings.listLineHolds(cart_id) : []
    for (const stray of strays) {
      await updateLineItemInCartWorkflow(container).run({
        input: {
          ...{ cart_id, item_id: stray.line_item_id },
          update: await agreedLine(container, stray, holds),
          additional_data: { resource_booking: bookings.lineMark(cart_id) },
        },
        // As a step of the workflow that has the cart's lock: none of its own.
        context: {
          parentStepIdempotencyKey: idempotencyKey,
          ...(eventGroupId ? { eventGroupId } : {}),
          preventReleaseEvents: true,
        },
      })
    }
    return new StepResponse(undefined)
  }
)

/** What a line was when its hold was placed. */
async function agreedLine(
  container: Parameters<typeof lineTitle>[0],
  { hold_id }: StrayLine,
  holds: LineHold[]
) {
  const hold = holds.find((one) => one.hold_id === hold_id) as LineHold
  return {
    title: await lineTitle(container, hold.variant_id, {
      ...{ stay: hold.stay, quantity: hold.quantity },
      dates: hold.items[0]?.dates ?? [],
    }),
    quantity: hold.quantity,
    unit_price: Number(hold.unit_price),
    metadata: { resource_booking: { hold_id } },
  }
}
