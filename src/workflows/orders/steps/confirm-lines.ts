import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  confirmLine,
  type LineOutcome,
  type Otherwise,
  type SoldLine,
} from "../../../checkout/confirm-line"
import type { CallContext } from "../../../modules/resource_booking/types"

export type ConfirmLinesInput = {
  lines: SoldLine[]
  otherwise: Otherwise
  by: CallContext
}

/** A line, and what has come of it. */
export type ConfirmedLine = Pick<SoldLine, "line_item_id" | "hold_id"> &
  LineOutcome

/**
 * Each line in a transaction of its own. It has no compensation: dates that were
 * paid for are not given up because something else fails later. Where the order
 * itself is undone, its dates are freed by that.
 */
export const confirmLinesStep = createStep(
  "confirm-lines",
  async ({ lines, otherwise, by }: ConfirmLinesInput, { container }) => {
    const confirmed: ConfirmedLine[] = []
    for (const line of lines) {
      const { line_item_id, hold_id } = line
      const outcome = await confirmLine(container, line, otherwise, by)
      confirmed.push({ line_item_id, hold_id, ...outcome })
    }
    return new StepResponse(confirmed)
  }
)
