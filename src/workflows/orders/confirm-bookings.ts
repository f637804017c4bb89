import {
  createWorkflow,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"

import type { Otherwise } from "../../checkout/confirm-line"
import { SYSTEM } from "../../checkout/system"
import type { CallContext } from "../../modules/resource_booking/types"
import { createConfirmedHook, takeConfirmedHandler } from "./confirmed-hook"
import { type ConfirmedLine, confirmLinesStep } from "./steps/confirm-lines"
import {
  type FindPaidLinesInput,
  findPaidLinesStep,
} from "./steps/find-paid-lines"

/**
 * An order whose bookings are to be confirmed; with `hold_id`, only the line that
 * was sold with that hold. Who gives `lines` answers for their payment.
 */
export type ConfirmBookings = FindPaidLinesInput & {
  /** `conflict`, unless it is said otherwise. */
  otherwise?: Otherwise | undefined
  by?: CallContext | undefined
}

/**
 * Gives the lines of a paid order the dates that they were sold with. May be
 * repeated: what was confirmed before stays as it is.
 *
 * @property hooks.bookingsConfirmed - When dates were confirmed, and are the
 * order's; called once for each. What it throws undoes nothing: it is logged, and
 * staff are told.
 */
export const confirmBookingsWorkflow = createWorkflow(
  "confirm-bookings",
  (input: ConfirmBookings) => {
    const found = findPaidLinesStep(input)
    const toConfirm = transform({ input, found }, ({ input, found }) => ({
      lines: found,
      otherwise: input.otherwise ?? ("conflict" as const),
      by: input.by ?? SYSTEM,
    }))
    const lines = confirmLinesStep(toConfirm)
    const confirmed = transform({ input, lines }, ({ input, lines }) => ({
      order_id: input.order_id,
      allocations: lines.flatMap(newAllocations),
    }))
    const bookingsConfirmed = createConfirmedHook(confirmed)
    return new WorkflowResponse(lines, { hooks: [bookingsConfirmed] })
  }
)

takeConfirmedHandler(confirmBookingsWorkflow)

function newAllocations(line: ConfirmedLine) {
  return line.kind === "confirmed" && !line.repeated ? line.allocations : []
}
