import type { HoldDTO } from "../../src/modules/resource_booking/types"
import type { Card } from "./bank"
import {
  book,
  complete,
  createCart,
  openBankPayment,
  type Variant,
} from "./checkout"
import type { Answer } from "./http"
import { ADMIN, expectStatus, type Shop, STORE } from "./http-shop"

/** Something with one place on each date, and the variant that sells it. */
export type Tour = {
  resource_id: string
  wish: (...dates: string[]) => {
    variant_id: string
    items: { resource_id: string; dates: string[] }[]
  }
}

/** A cart with a booking in it, and how it is paid at the bank. */
export type Purchase = { cart_id: string; hold: HoldDTO; payment: string }

/** Sells a resource, newly made, by a variant that is there. */
export async function openTour(
  shop: Shop,
  variant: Variant,
  input: object = {}
): Promise<Tour> {
  const { id } = await shop.createResource({ default_capacity: 1, ...input })
  const path = `${ADMIN}/variants/${variant.id}/resources`
  const thing = { resource_id: id }
  expectStatus(201, await shop.admin.client.post(path, thing))
  return {
    resource_id: id,
    wish: (...dates) => ({
      variant_id: variant.id,
      items: [{ resource_id: id, dates }],
    }),
  }
}

/** All that a customer does before the last click. */
export async function readyToPay(
  shop: Shop,
  region_id: string,
  wish: object,
  card: Card
): Promise<Purchase> {
  const cart_id = await createCart(shop.anyone, region_id)
  const answer = await book(shop.anyone, cart_id, wish)
  const { hold } = expectStatus(201, answer).body
  const payment = await openBankPayment(shop.anyone, cart_id, card)
  return { cart_id, hold, payment }
}

/** Completes a cart, which must succeed. */
export async function order(shop: Shop, cartId: string): Promise<string> {
  const answer = expectStatus(200, await complete(shop.anyone, cartId))
  if (answer.body.type !== "order") {
    throw new Error(`no order: ${JSON.stringify(answer.body.error)}`)
  }
  return answer.body.order.id
}

/** The orders that were made of a cart and are still there. */
export async function ordersOf(shop: Shop, cartId: string): Promise<string[]> {
  const { rows } = await shop.database.query<{ id: string }>(
    `select o.id from "order" o join order_cart l on l.order_id = o.id
      where l.cart_id = $1 and l.deleted_at is null and o.deleted_at is null`,
    [cartId]
  )
  return rows.map(({ id }) => id)
}

/** Lets a rival hold the dates of somebody whose hold has ended. */
export async function takeAway(
  shop: Shop,
  tour: Tour,
  ...dates: string[]
): Promise<void> {
  await shop.placeHold({ items: tour.wish(...dates).items })
}

export async function secondsLeft(shop: Shop, cartId: string): Promise<number> {
  const path = `${STORE}/carts/${cartId}/bookings`
  const { body } = expectStatus(200, await shop.anyone.get(path))
  return body.time_remaining_seconds
}

/** What a customer is told who can't have an order. */
export function expectNoOrder(answer: Answer): void {
  expect(answer.body.type).not.toBe("order")
  expect(answer.body.order).toBeUndefined()
}
