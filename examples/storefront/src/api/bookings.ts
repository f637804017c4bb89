import { booking } from "./client"
import type {
  Allocation,
  Availability,
  CartBookings,
  Hold,
  ItemInput,
  Kind,
} from "./types"

export function readAvailability(
  kind: Kind,
  id: string,
  stay: { start_date: string; end_date: string; quantity: number }
): Promise<Availability> {
  const what = kind === "groups" ? { group_id: id } : { resource_id: id }
  return booking("/availability", { query: { ...what, ...stay } })
}

export function readCartBookings(cartId: string): Promise<CartBookings> {
  return booking(`/carts/${cartId}/bookings`)
}

/**
 * @param key the same when repeated, so that nothing is booked twice
 */
export function addBooking(
  cartId: string,
  variantId: string,
  items: ItemInput[],
  key: string
): Promise<unknown> {
  return booking(`/carts/${cartId}/bookings`, {
    method: "POST",
    headers: { "idempotency-key": key },
    body: { variant_id: variantId, items },
  })
}

/** The same line with new items; if they aren't available, it stays as it is. */
export function changeBooking(
  cartId: string,
  lineItemId: string,
  items: ItemInput[],
  key: string
): Promise<unknown> {
  return booking(`/carts/${cartId}/bookings/${lineItemId}`, {
    method: "POST",
    headers: { "idempotency-key": key },
    body: { items },
  })
}

export function removeBooking(
  cartId: string,
  lineItemId: string
): Promise<unknown> {
  return booking(`/carts/${cartId}/bookings/${lineItemId}`, {
    method: "DELETE",
  })
}

export async function readOrderBookings(
  orderId: string
): Promise<Allocation[]> {
  const { bookings } = await booking<{ bookings: Allocation[] }>(
    `/orders/${orderId}/bookings`
  )
  return bookings
}

/** The request behind the chosen items: two rooms of a group were one item. */
export function wishOf({ items }: Hold): ItemInput[] {
  const wishes = new Map<string, ItemInput>()
  for (const item of items) {
    const { group_id, resource_id, start_date, end_date, quantity } = item
    const what = group_id ? { group_id } : { resource_id }
    const key = [group_id ?? resource_id, start_date, end_date].join()
    const before = wishes.get(key)?.quantity ?? 0
    wishes.set(key, {
      ...what,
      start_date,
      end_date,
      quantity: before + quantity,
    })
  }
  return [...wishes.values()]
}
