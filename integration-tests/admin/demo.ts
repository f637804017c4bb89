/** The demo that scripts/test-admin.mjs has started, and what it is filled with. */
import { randomUUID } from "node:crypto"
import fs from "node:fs"
import path from "node:path"

import { Client } from "@medusajs/framework/pg"

import { beganEarlier } from "../helpers/fixtures"

type Details = {
  url: string
  publishable_key: string
  database_url: string
  admin: { email: string; password: string }
}

const folder = process.env.DATA_FOLDER ?? ".data"
export const DEMO = JSON.parse(
  fs.readFileSync(path.resolve(folder, "demo.json"), "utf8")
) as Details

const DAY = 86_400_000

/** The date so many days from now; far from the zones' changes of date. */
export function day(ahead: number): string {
  return new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10)
}

/** A name that no earlier run has used. */
export function someName(kind: string): string {
  return `${kind} ${randomUUID().slice(0, 6)}`
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>
export type Api = { admin: Call; store: Call }

/** What the test does beside the browser: fills the demo, and looks. */
export async function openApi(): Promise<Api> {
  const call = async <T>(
    headers: Record<string, string>,
    method: string,
    path: string,
    body?: unknown
  ): Promise<T> => {
    const response = await fetch(DEMO.url + path, {
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
  const login = await call<{ token: string }>(
    {},
    "POST",
    "/auth/user/emailpass",
    DEMO.admin
  )
  const staff = { authorization: `Bearer ${login.token}` }
  const shop = { "x-publishable-api-key": DEMO.publishable_key }
  return {
    admin: (method, path, body) => call(staff, method, `/admin${path}`, body),
    store: (method, path, body) => call(shop, method, `/store${path}`, body),
  }
}

export type Resource = { id: string; name: string }

/** A resource of the test's own, of five units a day. */
export async function newResource(
  api: Api,
  name = someName("Canoe")
): Promise<Resource> {
  const { resource } = await api.admin<{ resource: Resource }>(
    "POST",
    "/resource-booking/resources",
    { name, type: "canoe", span: "day", default_capacity: 5 }
  )
  return resource
}

/** Somebody holds dates of it. */
export async function newHold(
  api: Api,
  { id }: Resource,
  ahead: number
): Promise<string> {
  const { hold } = await api.store<{ hold: { id: string } }>(
    "POST",
    "/resource-booking/holds",
    {
      items: [
        { resource_id: id, start_date: day(ahead), end_date: day(ahead) },
      ],
      email: "ann@example.com",
      idempotency_token: randomUUID(),
    }
  )
  return hold.id
}

/** A paid order of the demo's satellite phone. */
export async function newOrder(
  api: Api,
  ahead = 40 + Math.floor(Math.random() * 250)
): Promise<{ id: string; number: number }> {
  const { regions } = await api.store<{ regions: [{ id: string }] }>(
    "GET",
    "/regions"
  )
  const { products } = await api.store<{
    products: [{ variants: [{ id: string }] }]
  }>("GET", "/products?handle=satellite-phone")
  const { resource } = await api.store<{ resource: Resource }>(
    "GET",
    "/resource-booking/resources/satellite-phone"
  )
  const { cart } = await api.store<{ cart: { id: string } }>("POST", "/carts", {
    region_id: regions[0].id,
    email: "ann@example.com",
  })
  await api.store("POST", `/resource-booking/carts/${cart.id}/bookings`, {
    variant_id: products[0].variants[0].id,
    items: [
      {
        resource_id: resource.id,
        start_date: day(ahead),
        end_date: day(ahead + 2),
      },
    ],
  })
  const { payment_collection } = await api.store<{
    payment_collection: { id: string }
  }>("POST", "/payment-collections", { cart_id: cart.id })
  await api.store(
    "POST",
    `/payment-collections/${payment_collection.id}/payment-sessions`,
    { provider_id: "pp_system_default" }
  )
  const { order } = await api.store<{
    order: { id: string; display_id: number }
  }>("POST", `/carts/${cart.id}/complete`, {})
  return { id: order.id, number: order.display_id }
}

/** As if that order had been paid for dates that were gone. */
export async function raiseConflict(orderId: string): Promise<void> {
  const client = new Client({ connectionString: DEMO.database_url })
  await client.connect()
  try {
    await client.query(
      `insert into booking_conflict
         (id, policy, order_id, line_item_id, hold_id, code, dates)
       select $1, 'manual_review', a.order_id, a.line_item_id, a.hold_id,
         'sold_out', a.dates
       from booking_allocation a where a.order_id = $2 limit 1`,
      [`bcon_${randomUUID().replaceAll("-", "")}`, orderId]
    )
  } finally {
    await client.end()
  }
}

/** As if a stay, of today, had begun so many days before. */
export async function beganDaysAgo(id: string, days: number): Promise<void> {
  const client = new Client({ connectionString: DEMO.database_url })
  await client.connect()
  try {
    const sql = async <T>(text: string, values?: unknown[]) =>
      (await client.query(text, values)).rows as T[]
    await beganEarlier({ sql }, id, days)
  } finally {
    await client.end()
  }
}

const GUESTS = ["Mia Hansen", "Leo Novak", "Aiko Tan", "Sam Okafor", "Ida Lund"]

/** Bookings and holds as a busy week would bring them; what is full, is. */
export async function fillTheHouse(api: Api): Promise<void> {
  const { resources } = await api.admin<{ resources: Resource[] }>(
    "GET",
    "/resource-booking/resources?limit=100"
  )
  for (const [index, { id }] of resources.entries()) {
    for (const stay of [0, 1, 2]) {
      const start = ((index * 3) % 7) + stay * 6
      const name = GUESTS[(index + stay) % GUESTS.length]
      const items = [
        {
          resource_id: id,
          start_date: day(start + 1),
          end_date: day(start + 4),
          quantity: 1 + (index % 2),
        },
      ]
      const idempotency_token = randomUUID()
      await (
        stay !== index % 3
          ? api.admin("POST", "/resource-booking/allocations", {
              ...{ items, idempotency_token, guests: [{ name }] },
              override_rules: true,
            })
          : api.store("POST", "/resource-booking/holds", {
              ...{ items, idempotency_token, email: "mia@example.com" },
            })
      ).catch(ignoreRefusal)
    }
  }
  for (let order = 0; order < 6; order++) {
    await newOrder(api, 2 + order * 4)
  }
}

/** A date that is closed, or sold in an earlier run, is not what matters here. */
export function ignoreRefusal(error: unknown): Record<string, never> {
  const isRefusal = error instanceof Error && error.message.includes('"code":')
  if (!isRefusal) {
    throw error
  }
  return {}
}
