import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { isBookingRefusal } from "../../modules/resource_booking"
import type { CallContext } from "../../modules/resource_booking/types"
import { bookingsIn } from "../booking-lines"

/**
 * Gives the dates of a line back that is gone. If they are busy just now, the
 * event of the line's end, or reconciliation, does it.
 */
export const releaseLineStep = createStep(
  "release-line",
  async (input: { line_item_id: string; by: CallContext }, { container }) => {
    try {
      const bookings = bookingsIn(container)
      await bookings.releaseLine(input.line_item_id, input.by)
    } catch (error) {
      if (!isBookingRefusal(error) || error.code !== "busy") {
        throw error
      }
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(
          `resource_booking: the dates of ${input.line_item_id} are freed later, since busy`
        )
    }
    return new StepResponse(input.line_item_id)
  }
)
