import type { default as Medusa, FetchArgs } from "@medusajs/js-sdk"

import { ERRORS_HEADER, IN_MESSAGE } from "./headers"
import { refusalOf } from "./refusals"

/** Medusa's SDK, or anything that sends requests as it does. */
export type BookingSdk = { client: Pick<Medusa["client"], "fetch"> }

/**
 * What may go along with any request: a signal that ends it, headers, and
 * whatever else `fetch` takes, such as Next.js's `next: { tags }`.
 */
export type RequestOptions = Omit<FetchArgs, "method" | "query" | "body">

/** Of a request that has the same effect if it is repeated with the same key. */
export type KeyedOptions = RequestOptions & {
  /** A new one unless given: keep your own to repeat a lost request safely. */
  idempotencyKey?: string
}

type Init = RequestOptions & {
  method: "GET" | "POST" | "DELETE"
  query?: object | undefined
  body?: object
}

export type Http = ReturnType<typeof httpAt>

/**
 * Requests to the routes below `base`, through the SDK.
 *
 * @throws BookingRefusal if the server refuses; what else goes wrong is thrown
 * as it comes from the SDK
 */
export function httpAt(sdk: BookingSdk, base: string) {
  const send = async <T>(
    path: string,
    { query, ...init }: Init
  ): Promise<T> => {
    const headers = { ...init.headers, [ERRORS_HEADER]: IN_MESSAGE }
    try {
      const address = base + path + searchOf(query)
      return await sdk.client.fetch<T>(address, { ...init, headers })
    } catch (error) {
      throw refusalOf(error) ?? error
    }
  }
  return {
    get: <T>(path: string, query?: object, options?: RequestOptions) =>
      send<T>(path, { ...options, method: "GET", query }),
    post: <T>(
      path: string,
      body: object,
      options?: RequestOptions,
      query?: object
    ) => send<T>(path, { ...options, method: "POST", query, body }),
    /** With a key; one is made unless the options have one. */
    postOnce: <T>(path: string, body: object, options: KeyedOptions = {}) => {
      const { idempotencyKey = newKey(), ...rest } = options
      const headers = { ...rest.headers, "idempotency-key": idempotencyKey }
      return send<T>(path, { ...rest, method: "POST", body, headers })
    },
    delete: <T>(path: string, query?: object, options?: RequestOptions) =>
      send<T>(path, { ...options, method: "DELETE", query }),
    csv: async (
      path: string,
      query?: object,
      options?: RequestOptions
    ): Promise<string> => {
      const headers = { ...options?.headers, accept: "text/csv" }
      const init = { ...options, method: "GET", query, headers } as const
      return (await send<Response>(path, init)).text()
    },
  }
}

/** A path whose values are escaped: path`/holds/${id}/extend`. */
export function path(texts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: texts }, ...values.map(encodeURIComponent))
}

/** Also where `randomUUID` is missing: on a page without HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
    ""
  )
}

/**
 * A list of fields is one value, every other list is repeated. Not by the SDK,
 * whose numbered lists arrive as something else from the 21st value on.
 */
function searchOf(query: object = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query) as [string, unknown][]) {
    const values = Array.isArray(value) && name !== "fields" ? value : [value]
    values
      .filter((each) => each !== undefined && each !== null)
      .forEach((each) => search.append(name, String(each)))
  }
  const text = search.toString()
  return text && `?${text}`
}
