import Medusa from "@medusajs/js-sdk"
import { createBookingClient } from "medusa-resource-booking/client"

/** The server puts the key into the page; in your shop it is a setting. */
const key = document.querySelector<HTMLMetaElement>(
  "meta[name=publishable-key]"
)?.content

export const sdk = new Medusa({
  baseUrl: window.location.origin,
  publishableKey: key ?? "",
})

/** The booking routes: `bookings.availability.read(…)`. */
export const bookings = createBookingClient(sdk)

/** A refusal's message is written for customers, and is shown as it is. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : ""
  return message && !/fetch/i.test(message)
    ? message
    : "The shop can't be reached at the moment. Please try again."
}
