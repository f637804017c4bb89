import {
  createWorkflow,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"

import {
  createConfirmedHook,
  takeConfirmedHandler,
} from "../orders/confirmed-hook"
import { type CarryOutInput, carryOutStep } from "./steps/carry-out"
import { closeConflictStep } from "./steps/close-conflict"

export type ResolveBookingConflict = CarryOutInput

/**
 * Settles a conflict by doing what its outcome says. Repeating it is harmless.
 *
 * @property hooks.bookingsConfirmed - As confirmBookingsWorkflow's, when the order
 * has got dates by it.
 */
export const resolveConflictWorkflow = createWorkflow(
  "resolve-conflict",
  (input: ResolveBookingConflict) => {
    const done = carryOutStep(input)
    const toClose = transform({ input, done }, ({ input, done }) => ({
      ...{ id: input.id, by: input.by, was_open: done.was_open },
      ...{ outcome: input.outcome, note: input.note ?? null },
    }))
    const conflict = closeConflictStep(toClose)
    const confirmed = transform({ done }, ({ done }) => ({
      order_id: done.order_id ?? "",
      allocations: done.allocations,
    }))
    const bookingsConfirmed = createConfirmedHook(confirmed)
    return new WorkflowResponse(conflict, { hooks: [bookingsConfirmed] })
  }
)

takeConfirmedHandler(resolveConflictWorkflow)
