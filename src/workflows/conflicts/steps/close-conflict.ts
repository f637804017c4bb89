import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn } from "../../../checkout/booking-lines"
import { isBooking } from "../../../checkout/conflict-outcomes"
import type { ResolveConflict } from "../../../modules/resource_booking/types"
import type { CarryOutInput } from "./carry-out"

type CloseConflictInput = Pick<CarryOutInput, "id" | "by"> &
  ResolveConflict & { was_open: boolean }

/** Writes the outcome down, unless that was done with what it has booked. */
export const closeConflictStep = createStep(
  "close-conflict",
  async (input: CloseConflictInput, { container }) => {
    const { id, by, was_open, outcome, note } = input
    const bookings = bookingsIn(container)
    const conflict =
      was_open && isBooking(outcome)
        ? await bookings.retrieveConflict(id)
        : await bookings.resolveConflict(
            id,
            { outcome, note: note ?? null },
            by
          )
    return new StepResponse(conflict)
  }
)
