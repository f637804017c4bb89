import {
  createProductsWorkflow,
  createRegionsWorkflow,
} from "@medusajs/medusa/core-flows"

import { BANK, type Card } from "./bank"
import type { Answer, HttpClient } from "./http"
import { ADMIN, expectStatus, type Shop, STORE } from "./http-shop"

export type Variant = { id: string; product_id: string }

type Regions = { au: string; us: string }

/** A country is in one region: those of a shop are for all its tests. */
const regionsOf = new WeakMap<Shop, Promise<Regions>>()

/** Regions with their currencies, in which the manual provider or the bank is paid. */
export function createRegions(shop: Shop): Promise<Regions> {
  const regions = regionsOf.get(shop) ?? makeRegions(shop)
  regionsOf.set(shop, regions)
  return regions
}

async function makeRegions(shop: Shop): Promise<Regions> {
  const { result } = await createRegionsWorkflow(shop.container).run({
    input: {
      regions: [
        region("Australia", "aud", "au"),
        region("United States", "usd", "us"),
      ],
    },
  })
  const [au, us] = result.map(({ id }) => id)
  return { au: au as string, us: us as string }
}

function region(name: string, currency_code: string, country: string) {
  const payment_providers = ["pp_system_default", BANK]
  return { name, currency_code, countries: [country], payment_providers }
}

let products = 0

/** A product of one variant, with its prices; in the shop unless said otherwise. */
export async function createVariant(
  shop: Shop,
  prices: Record<string, number>,
  sells: { resource_id?: string; group_id?: string }[] = [],
  where: { channels?: string[]; status?: "published" | "draft" } = {}
): Promise<Variant> {
  const { channels = [shop.channel], status = "published" } = where
  const { result } = await createProductsWorkflow(shop.container).run({
    input: {
      products: [
        {
          title: `Tour ${++products}`,
          status,
          sales_channels: channels.map((id) => ({ id })),
          options: [{ title: "Kind", values: ["Usual"] }],
          variants: [
            {
              title: "Usual",
              options: { Kind: "Usual" },
              manage_inventory: false,
              prices: Object.entries(prices).map(([currency, amount]) => ({
                currency_code: currency,
                amount,
              })),
            },
          ],
        },
      ],
    },
  })
  const [product] = result
  const id = product?.variants[0]?.id as string
  for (const thing of sells) {
    const path = `${ADMIN}/variants/${id}/resources`
    expectStatus(201, await shop.admin.client.post(path, thing))
  }
  return { id, product_id: product?.id as string }
}

export async function createCart(
  client: HttpClient,
  region_id: string
): Promise<string> {
  const body = { region_id, email: "buyer@example.com" }
  const answer = await client.post("/store/carts", body)
  return expectStatus(200, answer).body.cart.id
}

export function book(
  client: HttpClient,
  cartId: string,
  body: object
): Promise<Answer> {
  return client.post(`${STORE}/carts/${cartId}/bookings`, body)
}

/** All that comes before the last click. */
export async function openPayment(
  client: HttpClient,
  cart_id: string,
  provider_id = "pp_system_default",
  data: Record<string, unknown> = {}
): Promise<Record<string, unknown>> {
  const path = "/store/payment-collections"
  const made = expectStatus(200, await client.post(path, { cart_id })).body
  const { id } = made.payment_collection
  const answer = await client.post(`${path}/${id}/payment-sessions`, {
    provider_id,
    data,
  })
  const { payment_collection } = expectStatus(200, answer).body
  return payment_collection.payment_sessions.at(-1).data
}

/** @returns what the bank calls the payment */
export async function openBankPayment(
  client: HttpClient,
  cartId: string,
  card: Card
): Promise<string> {
  const data = await openPayment(client, cartId, BANK, { card })
  return data.payment as string
}

export function complete(client: HttpClient, cartId: string): Promise<Answer> {
  return client.post(`/store/carts/${cartId}/complete`)
}
