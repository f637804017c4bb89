/** The only file that talks HTTP: by the package's client, over Medusa's SDK. */
import Medusa, { FetchError } from "@medusajs/js-sdk"

import {
  type BookingSdk,
  createBookingClient,
  isBookingRefusal,
} from "../../client"
import { httpAt } from "../../client/http"
import { learnServerTime } from "./clock"

const medusa = new Medusa({
  baseUrl: new URL(__BACKEND_URL__ ?? "/", window.location.origin).href,
  auth: {
    type: __AUTH_TYPE__ ?? "session",
    jwtTokenStorageKey: __JWT_TOKEN_STORAGE_KEY__ || undefined,
  },
})

/** Listens to each answer that says what time it is. */
const sdk: BookingSdk = {
  client: {
    fetch: async <T>(...request: Parameters<typeof medusa.client.fetch>) => {
      const answer = await medusa.client.fetch<T>(...request)
      const { server_time } = answer as { server_time?: unknown }
      if (typeof server_time === "string") {
        learnServerTime(server_time)
      }
      return answer
    },
  },
}

/** Our routes, by their nouns: `bookings.holds.list(…)`. */
export const bookings = createBookingClient(sdk).admin

/** Medusa's own admin routes. */
export const store = httpAt(sdk, "/admin")

type Value = string | number | boolean
/**
 * What a list is asked for. It may be what somebody wrote into the page's
 * address, so that only the server can say whether it is a query at all.
 */
export type Query = Record<string, Value | readonly Value[] | null | undefined>

/** What the server said instead of doing it; null if it could not be asked. */
export function refusedBy(
  error: unknown
): { status: number; message: string } | null {
  const isAnswer = isBookingRefusal(error) || error instanceof FetchError
  return isAnswer && error.status !== undefined
    ? { status: error.status, message: error.message }
    : null
}
