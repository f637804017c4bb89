import fs from "node:fs"

import { Client } from "@medusajs/framework/pg"

/** What scripts/demo.mjs says of itself. */
type Details = {
  url: string
  shop: string
  publishable_key: string
  database_url: string
  admin: { email: string; password: string }
}

let details: Details | undefined

/** The demo that Playwright has started: see config.ts. */
export function demo(): Details {
  const file = process.env.DEMO_DETAILS ?? ".data/demo.json"
  details ??= JSON.parse(fs.readFileSync(file, "utf8")) as Details
  return details
}

const DAY = 86_400_000

/** The date so many days from now; far from the zones' changes of date. */
export function day(ahead: number): string {
  return new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10)
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>

/** Requests as the dashboard and as a shop make them. */
export type Api = { admin: Call; store: Call }

/** What a test does beside the browser: fills the demo, and looks. */
export async function openApi(): Promise<Api> {
  const { admin, publishable_key } = demo()
  const login = await call<{ token: string }>(
    {},
    "POST",
    "/auth/user/emailpass",
    admin
  )
  const staff = { authorization: `Bearer ${login.token}` }
  const shop = { "x-publishable-api-key": publishable_key }
  return {
    admin: (method, path, body) => call(staff, method, `/admin${path}`, body),
    store: (method, path, body) => call(shop, method, `/store${path}`, body),
  }
}

async function call<T>(
  headers: Record<string, string>,
  method: string,
  path: string,
  body?: unknown
): Promise<T> {
  const response = await fetch(demo().url + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  }
  return answer as T
}

/** Runs a statement past the module, as if time had gone by. */
export async function sql<T>(text: string, values?: unknown[]): Promise<T[]> {
  const client = new Client({ connectionString: demo().database_url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as T[]
  } finally {
    await client.end()
  }
}
