import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  attachWaiting,
  bookingsIn,
  type CartLine,
  LINE_FIELDS,
} from "../../checkout/booking-lines"
import { SYSTEM } from "../../checkout/system"
import type { WithAdditionalData } from "../cart/hooks"
import { repriceBookingsWorkflow } from "../cart/reprice-bookings"
import { asMedusas } from "./as-medusas"
import { type HookContext, nestedIn } from "./nested"

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
  { cart, additional_data }: { cart: { id: string } } & WithAdditionalData,
  context: UpdateContext
) {
  await asMedusas(() => repriceDeleted(cart.id, additional_data, context))
  return new StepResponse(undefined)
}

async function repriceDeleted(
  cart_id: string,
  additional_data: WithAdditionalData["additional_data"],
  context: UpdateContext
): Promise<void> {
  const deleted = deletedLines(context)
  if (deleted.size === 0) {
    return
  }
  const { container } = context
  const bookings = bookingsIn(container)
  const isBooked = await attachWaiting(container, cart_id, () =>
    linesOf(container, deleted)
  )
  if (!isBooked) {
    return
  }
  const all = await bookings.listPricedHolds(cart_id)
  const holds = all.filter(({ line_item_id }) => deleted.has(line_item_id))
  if (holds.length > 0) {
    await repriceBookingsWorkflow(container).run({
      input: {
        ...{ cart_id, holds, additional_data, by: SYSTEM },
        mark: bookings.lineMark(cart_id),
      },
      context: nestedIn(context),
    })
  }
}

/** As they were when they were deleted. */
async function linesOf(
  container: MedusaContainer,
  ids: Set<string>
): Promise<CartLine[]> {
  return container
    .resolve(Modules.CART)
    .listLineItems(
      { id: [...ids] },
      { select: LINE_FIELDS, take: ids.size, withDeleted: true }
    )
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
