import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { CallContext } from "../../modules/resource_booking/types"
import { bookingsIn } from "../booking-lines"

/** Gives the dates of a line back that is gone. */
export const releaseLineStep = createStep(
  "release-line",
  async (input: { line_item_id: string; by: CallContext }, { container }) => {
    const bookings = bookingsIn(container)
    await bookings.releaseLine(input.line_item_id, input.by)
    return new StepResponse(input.line_item_id)
  }
)
