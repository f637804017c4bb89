import { MedusaError } from "@medusajs/framework/utils"

import {
  dateInWords,
  datesInWords,
  isBookingRefusal,
} from "../../modules/resource_booking"

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
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    sayDates(error.message, error.details.dates),
    error.code
  )
}

/** A sentence with all its dates, those that it doesn't name in brackets. */
export function sayDates(message: string, dates: string[] = []): string {
  if (dates.every((date) => message.includes(dateInWords(date)))) {
    return message
  }
  const sentence = message.replace(/\.$/, "")
  const end = sentence === message ? "" : "."
  return `${sentence} (${datesInWords(dates)})${end}`
}
