import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn } from "../../../checkout/booking-lines"
import { unlessBusy } from "../../../checkout/unless-busy"
import type { CallContext } from "../../../modules/resource_booking/types"

/**
 * Gives the dates of a line back that is gone. If they are busy just now, the
 * event of the line's end, or reconciliation, does it.
 */
export const releaseLineStep = createStep(
  "release-line",
  async (input: { line_item_id: string; by: CallContext }, { container }) => {
    const { line_item_id, by } = input
    await unlessBusy(
      container,
      `${line_item_id} will free its dates later`,
      () => bookingsIn(container).releaseLine(line_item_id, by)
    )
    return new StepResponse(line_item_id)
  }
)
