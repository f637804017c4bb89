import Medusa from "@medusajs/js-sdk"

/** The server puts the key into the page; in your shop it is a setting. */
const key = document.querySelector<HTMLMetaElement>(
  "meta[name=publishable-key]"
)?.content

export const sdk = new Medusa({
  baseUrl: window.location.origin,
  publishableKey: key ?? "",
})

/** The booking routes: `booking("/availability", { query })`. */
export function booking<T>(
  path: string,
  init: {
    method?: "GET" | "POST" | "DELETE"
    query?: Record<string, string | number | undefined>
    body?: object
    headers?: Record<string, string>
  } = {}
): Promise<T> {
  return sdk.client.fetch<T>(`/store/resource-booking${path}`, init)
}

/** A refusal's message is written for customers, and is shown as it is. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : ""
  return message && !/fetch/i.test(message)
    ? message
    : "The shop can't be reached at the moment. Please try again."
}
