import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn } from "../../../checkout/booking-lines"
import {
  carryOut,
  type SettleConflict,
} from "../../../checkout/conflict-outcomes"
import type { CallContext } from "../../../modules/resource_booking/types"

export type CarryOutInput = SettleConflict & { id: string; by: CallContext }

/**
 * Does what the outcome of a conflict says, if the conflict is open. Without
 * compensation: what it books is settled with it, in one transaction, and nothing
 * that may fail later is a reason to take it back.
 */
export const carryOutStep = createStep(
  "carry-out",
  async ({ id, by, ...outcome }: CarryOutInput, { container }) => {
    const conflict = await bookingsIn(container).retrieveConflict(id)
    const was_open = conflict.status === "open"
    const allocations = was_open
      ? await carryOut(container, conflict, outcome, by)
      : []
    return new StepResponse({
      ...{ was_open, order_id: conflict.order_id, allocations },
    })
  }
)
