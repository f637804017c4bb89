import { MedusaError } from "@medusajs/framework/utils"
import { isBookingRefusal } from "../../modules/resource_booking"

/**
 * Does a handler's work. What is refused there is said as Medusa says it: its
 * routes know nothing of our refusals, and would call them a defect.
 *
 * @throws MedusaError for a refusal
 */
export async function asMedusas<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    return throwAsMedusas(error)
  }
}

/**
 * Of an error in a workflow only type, code and message survive; the message
 * names the dates.
 */
export function throwAsMedusas(error: unknown): never {
  if (!isBookingRefusal(error)) {
    throw error
  }
  const dates = error.details.dates
  const named = dates && !dates.every((date) => error.message.includes(date))
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    named ? `${error.message} (${dates.join(", ")})` : error.message,
    error.code
  )
}
