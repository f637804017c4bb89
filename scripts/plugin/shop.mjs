import { eventually } from "../lib/processes.mjs"
import { client, expect } from "./client.mjs"

/** @typedef {import("./client.mjs").Client} Client */

/**
 * A store with a region, and who uses it.
 *
 * @typedef {object} Shop
 * @property {Client} admin
 * @property {Client} anyone
 * @property {string} region_id
 * @property {string} sales_channel_id
 */

const ADMIN = "/admin/resource-booking"
const STORE = "/store/resource-booking"
const DAY = dateIn(30)

/**
 * Logs the admin in, makes a publishable key and a region.
 *
 * @param {string} url
 * @param {{ email: string, password: string }} login
 * @returns {Promise<Shop>}
 */
export async function openShop(url, login) {
  const admin = await logIn(url, login)
  const { sales_channels } = await admin.get("/admin/sales-channels")
  const sales_channel_id = sales_channels[0].id
  const title = "Web"
  const made = await admin.post("/admin/api-keys", {
    title,
    type: "publishable",
  })
  const { id, token } = made.api_key
  const add = [sales_channel_id]
  await admin.post(`/admin/api-keys/${id}/sales-channels`, { add })
  const { region } = await admin.post("/admin/regions", {
    name: "Australia",
    currency_code: "aud",
    countries: ["au"],
    payment_providers: ["pp_system_default"],
  })
  const anyone = client(url, { "x-publishable-api-key": token })
  return { admin, anyone, region_id: region.id, sales_channel_id }
}

/**
 * The same shop at the address that it has after a new start.
 *
 * @param {Shop} shop
 * @param {string} url
 * @returns {Shop}
 */
export function at(shop, url) {
  return { ...shop, admin: shop.admin.at(url), anyone: shop.anyone.at(url) }
}

/**
 * @param {string} url
 * @param {{ email: string, password: string }} login
 */
async function logIn(url, login) {
  const { token } = await client(url, {}).post("/auth/user/emailpass", login)
  return client(url, { authorization: `Bearer ${token}` })
}

/**
 * A tour with one place a day, and the product that sells it.
 *
 * @param {Shop} shop
 * @param {object} [more] of the resource
 * @returns {Promise<{ resource_id: string, variant_id: string, free: () => Promise<number> }>}
 */
async function createTour(shop, more) {
  const { admin, anyone } = shop
  const { resource } = await admin.post(`${ADMIN}/resources`, {
    name: "Reef tour",
    type: "tour",
    span: "day",
    default_capacity: 1,
    ...more,
  })
  const { product } = await admin.post("/admin/products", {
    title: `Reef tour ${resource.id}`,
    status: "published",
    sales_channels: [{ id: shop.sales_channel_id }],
    options: [{ title: "Kind", values: ["Usual"] }],
    variants: [
      {
        title: "Usual",
        options: { Kind: "Usual" },
        manage_inventory: false,
        prices: [
          { currency_code: "aud", amount: 80 },
          { currency_code: "aud", amount: 60, rules: { club: "yes" } },
        ],
      },
    ],
  })
  const [resource_id, variant_id] = [resource.id, product.variants[0].id]
  await admin.post(`${ADMIN}/variants/${variant_id}/resources`, { resource_id })
  const query = `resource_id=${resource_id}&start_date=${DAY}&end_date=${DAY}`
  const free = async () => {
    const { dates } = await anyone.get(`${STORE}/availability?${query}`)
    return dates[0].available_capacity
  }
  return { resource_id, variant_id, free }
}

/**
 * The way of a booking: held, brought into a cart, paid, ordered, canceled.
 * Each of the hooks is called on it, the one of a changed cart with nothing to
 * do.
 *
 * @param {Shop} shop
 */
export async function sellAndCancel(shop) {
  const { admin, anyone } = shop
  const { resource_id, variant_id, free } = await createTour(shop)
  const items = [{ resource_id, dates: [DAY] }]
  const key = { "idempotency-key": `hold of ${resource_id}` }
  const held = await anyone.post(`${STORE}/holds`, { items }, key)
  expect("free while it is held", await free(), 0)

  const cart_id = await createCart(shop)
  const lines = `/store/carts/${cart_id}/line-items`
  const unheld = { variant_id, quantity: 1 }
  const refusal = await anyone.refused(400, lines, unheld)
  const ours = refusal.message.startsWith("This product is booked by date.")
  expect("our refusal", ours, true)
  const { region_id } = shop
  const created = { region_id, items: [unheld] }
  const same = await anyone.refused(400, "/store/carts", created)
  expect("the same of a new cart", same.message, refusal.message)
  const token = { "x-booking-hold-token": held.token }
  const brought = { variant_id, hold_id: held.hold.id }
  const path = `${STORE}/carts/${cart_id}/bookings`
  const { cart } = await anyone.post(path, brought, token)
  expect("the cart's total", cart.total, 80)
  await anyone.refused(400, `${lines}/${cart.items[0].id}`, { quantity: 2 })

  const order_id = await payFor(shop, cart_id)
  const links = "id,booking_allocations.*"
  const { order } = await admin.get(`/admin/orders/${order_id}?fields=${links}`)
  const [allocation] = order.booking_allocations
  expect("the order's dates, by its link", allocation?.dates, [DAY])
  expect("the allocation's hold", allocation.hold_id, held.hold.id)
  const { operations } = await admin.get(
    `${ADMIN}/operations?hold_id=${held.hold.id}&operation=hold.pinned`
  )
  expect("pinned before it was paid", operations.length, 1)
  expect("free once it is sold", await free(), 0)

  await admin.post(`/admin/orders/${order_id}/cancel`)
  expect("free once the order is canceled", await free(), 1)
}

/**
 * What only a subscriber does: a line that Medusa's own route removes gives its
 * dates back.
 *
 * @param {Shop} shop
 */
export async function removeByMedusasRoute(shop) {
  const { anyone } = shop
  const { resource_id, variant_id, free } = await createTour(shop)
  const cart_id = await createCart(shop)
  const items = [{ resource_id, dates: [DAY] }]
  const path = `${STORE}/carts/${cart_id}/bookings`
  const { cart } = await anyone.post(path, { variant_id, items })
  expect("free while it is held", await free(), 0)
  await anyone.delete(`/store/carts/${cart_id}/line-items/${cart.items[0].id}`)
  const isFree = await eventually(async () => (await free()) === 1, 10_000)
  expect("free once its line is gone", isFree, true)
}

/**
 * What the guide to extending has in the store: a price for the club, and what a
 * request may hand to the store's own code.
 *
 * @param {Shop} shop
 */
export async function bookExtended(shop) {
  const { anyone } = shop
  const { resource_id, variant_id } = await createTour(shop)
  const path = `${STORE}/carts/${await createCart(shop)}/bookings`
  const items = [{ resource_id, dates: [DAY] }]
  const booking = { variant_id, items, metadata: { club: true } }
  await anyone.refused(400, path, {
    ...booking,
    additional_data: { coupon: "SUMMER" },
  })
  const { cart } = await anyone.post(path, {
    ...booking,
    additional_data: { voucher: "SUMMER" },
  })
  expect("the club's price", cart.total, 60)
}

/**
 * What only the job does: it writes down that a hold has ended. The shortest
 * hold takes a minute, and the job another.
 *
 * @param {Shop} shop
 * @returns {Promise<() => Promise<void>>} waits for it
 */
export async function giveTheJobWork(shop) {
  const { admin, anyone } = shop
  const { resource_id } = await createTour(shop, { hold_ttl_minutes: 1 })
  const items = [{ resource_id, dates: [DAY] }]
  const key = { "idempotency-key": `hold of ${resource_id}` }
  const { hold } = await anyone.post(`${STORE}/holds`, { items }, key)
  const log = `${ADMIN}/operations?hold_id=${hold.id}&operation=hold.expired`
  const isDone = async () => (await admin.get(log)).operations.length === 1
  return async () =>
    expect("expired by the job", await eventually(isDone, 150_000), true)
}

/**
 * The store's checks when nobody makes them: with our hooks off and no handler
 * that calls ours, Medusa sells a booking that holds nothing.
 *
 * @param {Shop} shop
 */
export async function sellsUnchecked(shop) {
  const { variant_id } = await createTour(shop)
  const cart_id = await createCart(shop)
  const lines = `/store/carts/${cart_id}/line-items`
  await shop.anyone.post(lines, { variant_id, quantity: 1 })
  await payFor(shop, cart_id)
}

/**
 * @param {Shop} shop
 * @returns {Promise<string>}
 */
async function createCart({ anyone, region_id }) {
  const { cart } = await anyone.post("/store/carts", { region_id })
  const email = "buyer@example.com"
  await anyone.post(`/store/carts/${cart.id}`, { email })
  return cart.id
}

/**
 * @param {Shop} shop
 * @param {string} cart_id
 * @returns {Promise<string>} the order
 */
async function payFor({ anyone }, cart_id) {
  const path = "/store/payment-collections"
  const { payment_collection } = await anyone.post(path, { cart_id })
  const provider_id = "pp_system_default"
  const sessions = `${path}/${payment_collection.id}/payment-sessions`
  await anyone.post(sessions, { provider_id })
  const done = await anyone.post(`/store/carts/${cart_id}/complete`)
  expect("what completing the cart made", done.type, "order")
  return done.order.id
}

/**
 * @param {number} days from today
 */
function dateIn(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
