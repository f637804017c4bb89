/** What the demo is filled with, for the admin's tests. */
import { randomUUID } from "node:crypto"

import { beganEarlier } from "../../integration-tests/helpers/fixtures"
import { type Api, day, sql } from "../demo"

/** A name that no earlier run has used. */
export function someName(kind: string): string {
  return `${kind} ${randomUUID().slice(0, 6)}`
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
  await sql(
    `insert into booking_conflict
       (id, policy, order_id, line_item_id, hold_id, code, dates)
     select $1, 'manual_review', a.order_id, a.line_item_id, a.hold_id,
       'sold_out', a.dates
     from booking_allocation a where a.order_id = $2 limit 1`,
    [`bcon_${randomUUID().replaceAll("-", "")}`, orderId]
  )
}

/** As if a stay, of today, had begun so many days before. */
export function beganDaysAgo(id: string, days: number): Promise<void> {
  return beganEarlier({ sql }, id, days)
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
