/**
 * The routes of the package, typed, for shops and admin tools: in browsers, in
 * Next.js and in Node. It brings nothing along but itself.
 */
import * as staff from "./admin"
import { type BookingSdk, type Http, httpAt } from "./http"
import * as shop from "./store"

type Nouns = Record<string, (http: Http) => object>
type Routes<Of extends Nouns> = { [Noun in keyof Of]: ReturnType<Of[Noun]> }

/** Written out, so that its declaration names types and does not repeat them. */
export type BookingClient = Routes<typeof shop> & {
  admin: Routes<typeof staff>
}

/** @param sdk Medusa's, with the shop's key or the login of staff */
export function createBookingClient(sdk: BookingSdk): BookingClient {
  return {
    ...routesOf(shop, httpAt(sdk, "/store/resource-booking")),
    admin: routesOf(staff, httpAt(sdk, "/admin/resource-booking")),
  }
}

function routesOf<Of extends Nouns>(nouns: Of, http: Http): Routes<Of> {
  const routes = Object.entries(nouns).map(([noun, of]) => [noun, of(http)])
  return Object.fromEntries(routes) as Routes<Of>
}

export type { BookingSdk, KeyedOptions, RequestOptions } from "./http"
export { BookingRefusal, isBookingRefusal } from "./refusals"
export type * from "./types"
