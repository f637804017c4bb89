import { StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingsIn } from "../booking-lines"
import { repriceBookingsWorkflow } from "../reprice-bookings"
import { nestedIn, type HookContext } from "./nested"

const SYSTEM = { actor: { type: "system", id: null } } as const

/** What Medusa hands to a step: also what the steps before it have answered. */
type UpdateContext = HookContext & {
  " getStepResult": (stepId: string) => unknown
}

/**
 * Handler for `updateCartWorkflow.hooks.cartUpdated`: with the region Medusa
 * deletes every line that has a price of its own. Bookings get their lines
 * back, at the new region's prices, before anybody sees the cart without them.
 */
export async function repriceBookings(
  { cart }: { cart: { id: string } },
  context: UpdateContext
) {
  const { container } = context
  const cart_id = cart.id
  const bookings = bookingsIn(container)
  const deleted = deletedLines(context)
  const all = deleted.size > 0 ? await bookings.listPricedHolds(cart_id) : []
  const holds = all.filter(({ line_item_id }) => deleted.has(line_item_id))
  if (holds.length > 0) {
    await repriceBookingsWorkflow(container).run({
      input: { cart_id, holds, mark: bookings.lineMark(cart_id), by: SYSTEM },
      context: nestedIn(context),
    })
  }
  return new StepResponse(undefined)
}

/** The step by which Medusa looks up which lines go with the old region. */
const LINES_TO_DELETE = "use-query-graph-step"

/**
 * The lines that this very change of the cart has deleted; none, where the
 * region is the same. No moment tells them from what the customer has removed
 * before: a change that writes no column of the cart leaves its `updated_at`.
 */
function deletedLines(context: UpdateContext): Set<string> {
  const found = context[" getStepResult"](LINES_TO_DELETE) as
    { data: { id: string }[] } | undefined
  return new Set((found?.data ?? []).map(({ id }) => id))
}
