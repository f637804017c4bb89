import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import type { SoldLine } from "../../../checkout/confirm-line"
import { paidLines } from "../../../checkout/sold-lines"

export type FindPaidLinesInput = {
  order_id: string
  hold_id?: string | undefined
  lines?: SoldLine[] | undefined
}

/** The lines to confirm: those that are given, or those of a paid order. */
export const findPaidLinesStep = createStep(
  "find-paid-lines",
  async (input: FindPaidLinesInput, { container }) => {
    const { order_id, hold_id, lines } = input
    return new StepResponse(
      lines ?? (await paidLines(container, order_id, hold_id))
    )
  }
)
