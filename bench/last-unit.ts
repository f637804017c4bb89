import type { Answer, HttpClient } from "../integration-tests/helpers/http"
import { offerTour, openShop, posted, type Shop } from "./checkout"
import { type Figure, median } from "./figures"
import { startRedis } from "./redis"
import { copyStore, createStore, launch, type Server } from "./start-server"

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 10)
const BUYERS = 50

type Kind = "inventory" | "holds"
/** How the store runs: servers, and whether they share locks by Redis. */
type Setting = { name: string; servers: number; redis: boolean }

const SETTINGS: Setting[] = [
  { name: "one process", servers: 1, redis: false },
  { name: "two processes with Redis", servers: 2, redis: true },
  { name: "two processes, locks in memory", servers: 2, redis: false },
]

/** How a client puts what it wants into a cart. */
type Put = (client: HttpClient, cart_id: string) => Promise<Answer>

/** How far buyers came. A failure is an answer of 500 or more. */
type Outcome = {
  in_cart: number
  at_payment: number
  orders: number
  failures: number
  /** The last answer that was no. */
  no: unknown
}

/**
 * 50 buyers for the last unit, through carts to the order, each at their own
 * pace: Medusa's inventory, which reserves when an order is placed, and holds,
 * which begin with the cart's line. In rounds, in turns.
 */
export async function lastUnit(): Promise<Figure[]> {
  const url = await createStore("compared")
  const figures: Figure[] = []
  for (const [n, setting] of SETTINGS.entries()) {
    const copy = await copyStore(url, `compared_${n}`)
    figures.push(...(await playIn(copy, setting)))
  }
  return figures
}

async function playIn(url: string, setting: Setting): Promise<Figure[]> {
  const redis = setting.redis ? await startRedis() : undefined
  if (setting.redis && !redis) {
    return []
  }
  const env: Record<string, string> = redis ? { REDIS_URL: redis.url } : {}
  const servers: Server[] = []
  try {
    for (let n = 0; n < setting.servers; n++) {
      servers.push(await launch(url, "booking", env))
    }
    return await play(setting, servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await redis?.stop()
  }
}

async function play({ name }: Setting, servers: Server[]): Promise<Figure[]> {
  const shop = await openShop(servers[0] as Server)
  const location = await openLocation(shop)
  const offers: Record<Kind, () => Promise<Put>> = {
    inventory: () => stockOne(shop, location),
    holds: () => openOne(shop),
  }
  const seen: Record<Kind, Outcome[]> = { inventory: [], holds: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const turns: Kind[] = ["inventory", "holds"]
    for (const kind of round % 2 === 0 ? turns : turns.reverse()) {
      const put = await offers[kind]()
      seen[kind].push(await rush(shop, servers, put))
    }
  }
  return (["inventory", "holds"] as const).map((kind) => ({
    name: `${BUYERS} buyers, ${name}: ${kind}`,
    measured: inWords(seen[kind]),
    goal: "",
  }))
}

function inWords(seen: Outcome[]): string {
  const middle = (of: (outcome: Outcome) => number) => median(seen.map(of))
  const orders = seen.map((outcome) => outcome.orders).join(", ")
  const failures = seen.reduce((sum, outcome) => sum + outcome.failures, 0)
  return [
    `orders ${orders}`,
    `in the cart ${middle((outcome) => outcome.in_cart)}`,
    `at payment ${middle((outcome) => outcome.at_payment)}`,
    `failures ${failures}`,
  ].join("; ")
}

async function rush(shop: Shop, servers: Server[], put: Put): Promise<Outcome> {
  const { client, region_id } = shop
  const clients = Array.from({ length: BUYERS }, (_, n) =>
    client.at((servers[n % servers.length] as Server).url)
  )
  const carts: string[] = []
  for (const one of clients) {
    const email = "buyer@example.com"
    const { cart } = await posted(one, "/store/carts", { region_id, email })
    carts.push(cart.id)
  }
  const outcome: Outcome = {
    ...{ in_cart: 0, at_payment: 0, orders: 0, failures: 0, no: null },
  }
  const buy = (one: HttpClient, n: number) =>
    buyOne(one, carts[n] as string, put, outcome)
  await Promise.all(clients.map(buy))
  if (outcome.orders === 0) {
    throw new Error(`nobody got the unit: ${JSON.stringify(outcome.no)}`)
  }
  return outcome
}

/** One buyer, until an answer that is no. */
async function buyOne(
  client: HttpClient,
  cart_id: string,
  put: Put,
  outcome: Outcome
): Promise<void> {
  const tell = ({ status, body }: Answer) => {
    outcome.failures += status >= 500 ? 1 : 0
    if (status < 300) {
      return body
    }
    outcome.no = body
    return undefined
  }
  if (!tell(await put(client, cart_id))) {
    return
  }
  outcome.in_cart++
  const path = "/store/payment-collections"
  const made = tell(await client.post(path, { cart_id }))
  const id = made?.payment_collection.id as string | undefined
  const provider_id = "pp_system_default"
  const sessions = `${path}/${id}/payment-sessions`
  if (!id || !tell(await client.post(sessions, { provider_id }))) {
    return
  }
  outcome.at_payment++
  const done = tell(await client.post(`/store/carts/${cart_id}/complete`))
  outcome.orders += done?.type === "order" ? 1 : 0
}

/** One unit of a product in Medusa's inventory, that is not shipped. */
async function stockOne(shop: Shop, location_id: string): Promise<Put> {
  const { inventory_item } = await posted(
    shop.admin,
    "/admin/inventory-items",
    {
      requires_shipping: false,
      location_levels: [{ location_id, stocked_quantity: 1 }],
    }
  )
  const stocked = [
    { inventory_item_id: inventory_item.id, required_quantity: 1 },
  ]
  const { variant_id } = await shop.offer("Last map", stocked)
  return (client, cart_id) =>
    client.post(`/store/carts/${cart_id}/line-items`, {
      ...{ variant_id, quantity: 1 },
    })
}

/** One place on one date. */
async function openOne(shop: Shop): Promise<Put> {
  const { variant_id, resource_id, date } = await offerTour(shop, 1)
  const items = [{ resource_id, dates: [date] }]
  return (client, cart_id) =>
    client.post(`/store/resource-booking/carts/${cart_id}/bookings`, {
      ...{ variant_id, items },
    })
}

/** Where the shop's sales channel has its stock. */
export async function openLocation({ admin, channel_id }: Shop) {
  const path = "/admin/stock-locations"
  const { stock_location } = await posted(admin, path, { name: "Store" })
  const channels = `${path}/${stock_location.id}/sales-channels`
  await posted(admin, channels, { add: [channel_id] })
  return stock_location.id as string
}
