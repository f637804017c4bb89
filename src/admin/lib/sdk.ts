/**
 * The only file that talks HTTP. Medusa's client is asked for the session; the
 * request itself is made here, since that client drops the code and the details
 * of a refusal.
 */
import Medusa from "@medusajs/js-sdk"

import { learnServerTime } from "./clock"
import type { RefusalDetails } from "./types"

const baseUrl = __BACKEND_URL__ ?? "/"
const authType = __AUTH_TYPE__ ?? "session"

const medusa = new Medusa({
  baseUrl,
  auth: {
    type: authType,
    jwtTokenStorageKey: __JWT_TOKEN_STORAGE_KEY__ || undefined,
  },
})

/** An expected "no" of the server, with a sentence for people. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: RefusalDetails
  ) {
    super(message)
    this.name = "Refusal"
  }
}

type Value = string | number | boolean
export type Query = Record<string, Value | readonly Value[] | null | undefined>
type Options = { query?: Query; body?: unknown; signal?: AbortSignal }

const BOOKINGS = "/admin/resource-booking"

/** Routes of the bookings, by their path after `/admin/resource-booking`. */
export const bookings = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    json<T>("GET", BOOKINGS + path, { query, signal }),
  post: <T>(path: string, body?: unknown) =>
    json<T>("POST", BOOKINGS + path, { body: body ?? {} }),
  delete: <T>(path: string, query?: Query) =>
    json<T>("DELETE", BOOKINGS + path, { query }),
  csv: async (path: string, query?: Query): Promise<string> =>
    (await send("GET", BOOKINGS + path, "text/csv", { query })).text(),
}

/** Medusa's own admin routes. */
export const store = {
  get: <T>(path: string, query?: Query) =>
    json<T>("GET", `/admin${path}`, { query }),
}

/**
 * A list's answer, whatever its status: the health says 503 and means what it
 * says in the body.
 */
export async function readHealth<T>(): Promise<T> {
  const response = await call("GET", `${BOOKINGS}/health`, JSON_TYPE, {})
  if (response.status !== 200 && response.status !== 503) {
    throw await refusalOf(response)
  }
  return (await response.json()) as T
}

const JSON_TYPE = "application/json"

async function json<T>(
  method: string,
  path: string,
  options: Options
): Promise<T> {
  const response = await send(method, path, JSON_TYPE, options)
  const body = (await response.json()) as T & { server_time?: unknown }
  if (typeof body.server_time === "string") {
    learnServerTime(body.server_time)
  }
  return body
}

async function send(
  method: string,
  path: string,
  accept: string,
  options: Options
): Promise<Response> {
  const response = await call(method, path, accept, options)
  if (!response.ok) {
    throw await refusalOf(response)
  }
  return response
}

async function call(
  method: string,
  path: string,
  accept: string,
  { query, body, signal }: Options
): Promise<Response> {
  const headers: Record<string, string> = { accept }
  if (body !== undefined) {
    headers["content-type"] = JSON_TYPE
  }
  const token = authType === "jwt" ? await medusa.client.getToken() : null
  if (token) {
    headers.authorization = `Bearer ${token}`
  }
  return fetch(addressOf(path, query), {
    method,
    headers,
    credentials: authType === "session" ? "include" : "omit",
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  })
}

function addressOf(path: string, query: Query = {}): string {
  const base = new URL(baseUrl, window.location.origin)
  const url = new URL(base.pathname.replace(/\/$/, "") + path, base.origin)
  for (const [name, value] of Object.entries(query)) {
    const values = value === null || value === undefined ? [] : [value].flat()
    values.forEach((each) => url.searchParams.append(name, String(each)))
  }
  return url.toString()
}

async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text()
  const body = parsed(text)
  return new Refusal(
    response.status,
    body.code ?? body.type ?? "unknown",
    body.message ?? response.statusText,
    body.details ?? {}
  )
}

type RefusalBody = {
  type?: string
  code?: string
  message?: string
  details?: RefusalDetails
}

/** A proxy in between may answer with a page instead of our JSON. */
function parsed(text: string): RefusalBody {
  try {
    return JSON.parse(text) as RefusalBody
  } catch {
    return {}
  }
}
