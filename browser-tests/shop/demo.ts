/** What the demo is filled with, for the shop's tests. */
import { type Api, day, sql } from "../demo"

/**
 * Something that the shop has and no product sells, and a published product of
 * the shop that sells nothing yet.
 */
export async function somethingUnlinked({ admin }: Api) {
  const name = `Raft ${Date.now()}`
  const { resource } = await admin<{
    resource: { id: string; handle: string }
  }>("POST", "/resource-booking/resources", {
    name,
    type: "equipment",
    span: "day",
    default_capacity: 2,
  })
  const { products } = await admin<{ products: SoldProduct[] }>(
    "GET",
    "/products?handle=garden-room&fields=id,*sales_channels"
  )
  const [channel] = products[0]?.sales_channels ?? []
  const { product } = await admin<{ product: { variants: { id: string }[] } }>(
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
      admin("POST", `/resource-booking/variants/${variant}/resources`, {
        resource_id: resource.id,
      }),
    unlink: () =>
      admin(
        "DELETE",
        `/resource-booking/variants/${variant}/resources?resource_id=${resource.id}`
      ),
  }
}

type SoldProduct = { sales_channels: { id: string }[] }

/**
 * Ends all live holds, as if their time were up.
 *
 * @returns how many there were
 */
export async function endHolds(): Promise<number> {
  const ended = await sql(
    `update booking_hold
     set expires_at = clock_timestamp() - interval '1 second'
     where status = 'active' and expires_at > clock_timestamp()
     returning id`
  )
  return ended.length
}

/** Leaves only this many units of a group free on its dates; closes the rest. */
export async function leaveFree(handle: string, units: number): Promise<void> {
  await sql(
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
}

/** Undoes `leaveFree`. */
export async function reopen(handle: string): Promise<void> {
  await sql(
    `update booking_resource set is_active = true
     where group_id in (
       select id from booking_resource_group where handle = $1
     )`,
    [handle]
  )
}

/** A stay that is on sale and that probably no earlier run has booked. */
export function someStay(nights: number): { start: string; end: string } {
  const ahead = 40 + Math.floor(Math.random() * 280)
  return { start: day(ahead), end: day(ahead + nights) }
}
