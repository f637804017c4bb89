import { randomUUID } from "node:crypto"

import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import { createRegions, createVariant } from "./checkout"
import { inDays } from "./http-dates"
import type { Shop } from "./http-shop"

type Goods = { region: string; variant: string }

/** Products and regions stay when a test's bookings go. */
const goodsOf = new WeakMap<Shop, Promise<Goods>>()

function goods(shop: Shop): Promise<Goods> {
  const known = goodsOf.get(shop) ?? createGoods(shop)
  goodsOf.set(shop, known)
  return known
}

async function createGoods(shop: Shop): Promise<Goods> {
  const { au } = await createRegions(shop)
  const { id } = await createVariant(shop, { aud: 10 })
  return { region: au, variant: id }
}

/** A variant with a price, linked to nothing yet. */
export async function pricedVariant(shop: Shop): Promise<string> {
  return (await goods(shop)).variant
}

/** A guest's cart with one booking, and its order. Written directly: quicker. */
export async function createBooked(
  shop: Shop,
  variant_id: string,
  resource_id: string
): Promise<{ cart: string; line: string; order: string; paid: string }> {
  const { region } = await goods(shop)
  const carts = shop.container.resolve(Modules.CART)
  const email = "guest@example.com"
  const cart = await shop.createCart({ region_id: region, email })
  const id = shop.bookings.newHoldId()
  const [line] = await carts.addLineItems(cart, [
    {
      title: "A booking",
      ...{ variant_id, quantity: 1, unit_price: 10 },
      metadata: { resource_booking: { hold_id: id } },
    },
  ])
  const line_item_id = line?.id as string
  await shop.bookings.placeHold(
    {
      ...{ id, cart_id: cart, idempotency_key: randomUUID() },
      items: [{ resource_id, dates: [inDays(50)] }],
      line: {
        ...{ line_item_id, variant_id, quantity: 1 },
        ...{ unit_price: "10", currency_code: "aud" },
        ...{ charged_dates: 1, price_mode: "per_date" },
      },
    },
    { actor: { type: "customer", id: null } }
  )
  const order = await createFreeOrder(shop, cart, id, variant_id)
  return { cart, line: line_item_id, order, paid: id }
}

async function createFreeOrder(
  shop: Shop,
  cart_id: string,
  hold_id: string,
  variant_id: string
): Promise<string> {
  const orders = shop.container.resolve(Modules.ORDER)
  const order = await orders.createOrders({
    currency_code: "aud",
    items: [
      {
        ...{ title: "A booking", quantity: 1, unit_price: 0, variant_id },
        metadata: { resource_booking: { hold_id } },
      },
    ],
  })
  const link = shop.container.resolve(ContainerRegistrationKeys.LINK)
  await link.create({
    [Modules.ORDER]: { order_id: order.id },
    [Modules.CART]: { cart_id },
  })
  return order.id
}
