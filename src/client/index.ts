/**
 * The routes of the package, typed, for shops and admin tools: in browsers, in
 * Next.js and in Node. It brings nothing along but itself.
 */
import { admin } from "./admin"
import { type BookingSdk, httpAt } from "./http"
import { store } from "./store"

/** @param sdk Medusa's, with the shop's key or the login of staff */
export function createBookingClient(sdk: BookingSdk) {
  return {
    ...store(httpAt(sdk, "/store/resource-booking")),
    admin: admin(httpAt(sdk, "/admin/resource-booking")),
  }
}

export type BookingClient = ReturnType<typeof createBookingClient>

export type { BookingSdk, KeyedOptions, RequestOptions } from "./http"
export { BookingRefusal, isBookingRefusal } from "./refusals"
export type * from "./types"
