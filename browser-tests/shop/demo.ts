/** The demo that scripts/test-shop.mjs has started. */
import fs from "node:fs"
import path from "node:path"

import { Client } from "@medusajs/framework/pg"

type Details = {
  shop: string
  url: string
  database_url: string
  admin: { email: string; password: string }
}

const folder = process.env.DATA_FOLDER ?? ".data"
const details = JSON.parse(
  fs.readFileSync(path.resolve(folder, "demo.json"), "utf8")
) as Details

export const SHOP = details.shop

type Staff = <T>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: object
) => Promise<T>

/** Requests as staff make them in the dashboard. */
export async function logInAsStaff(): Promise<Staff> {
  const headers = { "content-type": "application/json" }
  const call = async (path: string, init: RequestInit) => {
    const answer = await fetch(details.url + path, init)
    const body: unknown = await answer.json()
    if (!answer.ok) {
      throw new Error(`${path}: ${JSON.stringify(body)}`)
    }
    return body
  }
  const { token } = (await call("/auth/user/emailpass", {
    ...{ method: "POST", headers },
    body: JSON.stringify(details.admin),
  })) as { token: string }
  const authorization = `Bearer ${token}`
  return async <T>(method: string, path: string, body?: object) =>
    (await call(`/admin${path}`, {
      ...{ method, headers: { ...headers, authorization } },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })) as T
}

/**
 * Something that the shop has and no product sells, and a published product of
 * the shop that sells nothing yet.
 */
export async function somethingUnlinked(staff: Staff) {
  const name = `Raft ${Date.now()}`
  const { resource } = await staff<{
    resource: { id: string; handle: string }
  }>("POST", "/resource-booking/resources", {
    name,
    type: "equipment",
    span: "day",
    default_capacity: 2,
  })
  const { products } = await staff<{ products: SoldProduct[] }>(
    "GET",
    "/products?handle=garden-room&fields=id,*sales_channels"
  )
  const [channel] = products[0]?.sales_channels ?? []
  const { product } = await staff<{ product: { variants: { id: string }[] } }>(
    "POST",
    "/products",
    {
      title: name,
      status: "published",
      sales_channels: [{ id: channel?.id }],
      options: [{ title: "Rate", values: ["Standard"] }],
      variants: [
        {
          title: "Standard",
          options: { Rate: "Standard" },
          manage_inventory: false,
          prices: [
            { currency_code: "aud", amount: 35 },
            { currency_code: "usd", amount: 23 },
          ],
        },
      ],
    }
  )
  const variant = product.variants[0]?.id as string
  return {
    ...{ name, handle: resource.handle },
    link: () =>
      staff("POST", `/resource-booking/variants/${variant}/resources`, {
        resource_id: resource.id,
      }),
    unlink: () =>
      staff(
        "DELETE",
        `/resource-booking/variants/${variant}/resources?resource_id=${resource.id}`
      ),
  }
}

type SoldProduct = { sales_channels: { id: string }[] }

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: details.database_url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Ends all live holds, as if their time were up.
 *
 * @returns how many there were
 */
export function endHolds(): Promise<number> {
  return withClient(async (client) => {
    const { rowCount } = await client.query(
      `update booking_hold
       set expires_at = clock_timestamp() - interval '1 second'
       where status = 'active' and expires_at > clock_timestamp()`
    )
    return rowCount ?? 0
  })
}

/** Leaves only this many units of a group free on its dates; closes the rest. */
export function leaveFree(handle: string, units: number): Promise<void> {
  return withClient(async (client) => {
    await client.query(
      `update booking_resource set is_active = false
       where id in (
         select resource.id from booking_resource resource
         join booking_resource_group bgrp on bgrp.id = resource.group_id
         where bgrp.handle = $1 and resource.is_active
           and resource.handle <> 'room-203'
         order by resource.handle
         offset $2
       ) or handle = 'room-203'`,
      [handle, units]
    )
  })
}

/** Undoes `leaveFree`. */
export function reopen(handle: string): Promise<void> {
  return withClient(async (client) => {
    await client.query(
      `update booking_resource set is_active = true
       where group_id in (
         select id from booking_resource_group where handle = $1
       )`,
      [handle]
    )
  })
}

/** A stay that is on sale and that probably no earlier run has booked. */
export function someStay(nights: number): { start: string; end: string } {
  const DAY = 86_400_000
  const ahead = 40 + Math.floor(Math.random() * 280)
  const day = (days: number) =>
    new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
  return { start: day(ahead), end: day(ahead + nights) }
}
