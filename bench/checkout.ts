import { randomUUID } from "node:crypto"
import { setTimeout as rest } from "node:timers/promises"

import { type Answer, HttpClient } from "../integration-tests/helpers/http"
import { type Figure, median, timed } from "./figures"
import { type Server, startServer } from "./start-server"
import { dateIn } from "./world"

const RUNS = 20
const WARM_UP = 10
/** What follows an order, the subscribers' work, is over by then. */
const REST_MS = 400

type Kind = "booking" | "ordinary"
/** What is bought; with a resource it is a booking of one of its dates. */
export type Offer = {
  product_id: string
  variant_id: string
  resource_id?: string
}
type Booked = Offer & { resource_id: string; date: string }
type Stocked = { inventory_item_id: string; required_quantity: number }
export type Shop = {
  server: Server
  client: HttpClient
  admin: HttpClient
  region_id: string
  channel_id: string
  /** With what it needs of the inventory; without, it is always there. */
  offer: (title: string, stocked?: Stocked[]) => Promise<Offer>
}
type Buying = Shop & { offered: Offer; cart_id: string; collection_id: string }
export type Call = [name: string, call: (buying: Buying) => Promise<void>]

/** From nothing to the order: Medusa's calls, but for one. */
export const CALLS: Call[] = [
  ["regions", async ({ client }) => void (await got(client, "/store/regions"))],
  [
    "product",
    async ({ client, offered, region_id }) => {
      const { product_id } = offered
      await got(client, `/store/products/${product_id}?region_id=${region_id}`)
    },
  ],
  [
    "new cart",
    async (buying) => {
      const { client, region_id } = buying
      const { cart } = await posted(client, "/store/carts", { region_id })
      buying.cart_id = cart.id
    },
  ],
  ["add the line", addLine],
  [
    "e-mail",
    async ({ client, cart_id }) => {
      const email = "buyer@example.com"
      await posted(client, `/store/carts/${cart_id}`, { email })
    },
  ],
  [
    "read the cart",
    async ({ client, cart_id }) =>
      void (await got(client, `/store/carts/${cart_id}`)),
  ],
  [
    "payment collection",
    async (buying) => {
      const { client, cart_id } = buying
      const path = "/store/payment-collections"
      const made = await posted(client, path, { cart_id })
      buying.collection_id = made.payment_collection.id
    },
  ],
  [
    "payment session",
    async ({ client, collection_id }) => {
      const path = `/store/payment-collections/${collection_id}/payment-sessions`
      await posted(client, path, { provider_id: "pp_system_default" })
    },
  ],
  [
    "complete",
    async ({ client, cart_id }) => {
      const answer = await posted(client, `/store/carts/${cart_id}/complete`)
      if (answer.type !== "order") {
        throw new Error(`no order: ${JSON.stringify(answer)}`)
      }
    },
  ],
]

/**
 * (g) What a booking adds to the calls from nothing to an order: an ordinary
 * product's line and a booking's, in turns, in one process.
 */
export async function checkout(): Promise<Figure[]> {
  const server = await startServer("checkout")
  try {
    const shop = await openShop(server)
    const offers = {
      ordinary: await shop.offer("Map"),
      booking: await offerTour(shop),
    }
    for (let run = 0; run < WARM_UP; run++) {
      await timePurchase(shop, offers.ordinary)
      await timePurchase(shop, offers.booking)
    }
    const times: Record<Kind, number[][]> = { booking: [], ordinary: [] }
    for (let run = 0; run < RUNS; run++) {
      const turns: Kind[] = ["ordinary", "booking"]
      for (const kind of run % 2 === 0 ? turns : turns.reverse()) {
        times[kind].push(await timePurchase(shop, offers[kind]))
      }
    }
    return figures(times)
  } finally {
    await server.stop()
  }
}

function figures(times: Record<Kind, number[][]>): Figure[] {
  const line = (name: string, of: (run: number[]) => number, goal = "") => {
    const ours = times.booking.map(of)
    const plain = times.ordinary.map(of)
    // Of two that followed each other: the machine's mood is the same.
    const ratio = median(ours.map((ms, i) => ms / (plain[i] ?? 0)))
    const [booking, ordinary] = [ours, plain].map((all) =>
      median(all).toFixed(1)
    )
    const measured = `× ${ratio.toFixed(2)} (${booking} ms, ordinary ${ordinary} ms)`
    return { name, measured, goal }
  }
  const sum = (run: number[]) =>
    run.slice(0, CALLS.length).reduce((all, ms) => all + ms, 0)
  return [
    line(
      `(g) ${CALLS.length} calls to an order: booking / ordinary product`,
      sum,
      "≤ × 1.15"
    ),
    line("(g) the server's CPU for it", (run) => run[CALLS.length] ?? 0),
    ...CALLS.map(([name], i) => line(`(g) ${name}`, (run) => run[i] ?? 0)),
  ]
}

/**
 * One purchase.
 *
 * @returns the milliseconds of each call, and last the server's CPU time for
 * all of it, with what follows an order
 */
async function timePurchase(shop: Shop, offered: Offer): Promise<number[]> {
  const before = await shop.server.cpu()
  const times = await buy(shop, offered)
  await rest(REST_MS)
  return [...times, (await shop.server.cpu()) - before]
}

/** One purchase. @returns the milliseconds of each call */
export async function buy(
  shop: Shop,
  offered: Offer,
  calls = CALLS
): Promise<number[]> {
  const buying: Buying = { ...shop, offered, cart_id: "", collection_id: "" }
  const times: number[] = []
  for (const [, call] of calls) {
    times.push(await timed(() => call(buying)))
  }
  return times
}

let day = 0

export async function addLine(
  buying: Pick<Buying, "client" | "cart_id" | "offered">
): Promise<void> {
  const { client, cart_id, offered } = buying
  const { variant_id, resource_id } = offered
  if (resource_id === undefined) {
    const path = `/store/carts/${cart_id}/line-items`
    await posted(client, path, { variant_id, quantity: 1 })
    return
  }
  const items = [{ resource_id, dates: [dateIn(1 + (day++ % 300))] }]
  const path = `/store/resource-booking/carts/${cart_id}/bookings`
  await posted(client, path, { variant_id, items })
}

/** A region, and a way to offer products there. */
export async function openShop(server: Server): Promise<Shop> {
  const anybody = new HttpClient(() => server.url, {})
  const client = anybody.with({ "x-publishable-api-key": server.key })
  const credentials = Buffer.from(`${server.adminKey}:`).toString("base64")
  const admin = anybody.with({ authorization: `Basic ${credentials}` })
  const { region } = await posted(admin, "/admin/regions", {
    name: "Australia",
    currency_code: "aud",
    countries: ["au"],
    payment_providers: ["pp_system_default"],
  })
  const { sales_channels } = await got(admin, "/admin/sales-channels")
  const channel_id = sales_channels[0].id
  const offer = async (title: string, stocked: Stocked[] = []) => {
    const { product } = await posted(admin, "/admin/products", {
      title,
      handle: `${title}-${randomUUID()}`.toLowerCase().replaceAll(" ", "-"),
      status: "published",
      sales_channels: [{ id: channel_id }],
      options: [{ title: "Kind", values: ["Usual"] }],
      variants: [
        {
          title: "Usual",
          options: { Kind: "Usual" },
          manage_inventory: stocked.length > 0,
          ...(stocked.length > 0 ? { inventory_items: stocked } : {}),
          prices: [{ currency_code: "aud", amount: 80 }],
        },
      ],
    })
    return { product_id: product.id, variant_id: product.variants[0].id }
  }
  const region_id = region.id
  return { server, client, admin, region_id, channel_id, offer }
}

/** A product that sells a resource, which has a date with so many places. */
export async function offerTour(
  { admin, offer }: Shop,
  default_capacity = 1_000_000
): Promise<Booked> {
  const tour = await offer("Tour")
  const { resource } = await posted(
    admin,
    "/admin/resource-booking/resources",
    { name: "Tour", type: "tour", span: "day", default_capacity }
  )
  const resource_id = resource.id
  const path = `/admin/resource-booking/variants/${tour.variant_id}/resources`
  await posted(admin, path, { resource_id })
  return { ...tour, resource_id, date: dateIn(30) }
}

async function got(client: HttpClient, path: string): Promise<Answer["body"]> {
  return bodyOf(path, await client.get(path))
}

export async function posted(
  client: HttpClient,
  path: string,
  body: object = {}
): Promise<Answer["body"]> {
  return bodyOf(path, await client.post(path, body))
}

function bodyOf(path: string, { status, body }: Answer): Answer["body"] {
  if (status >= 300) {
    throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`)
  }
  return body
}
