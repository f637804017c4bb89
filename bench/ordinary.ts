import { setTimeout as rest } from "node:timers/promises"

import {
  buy,
  type Call,
  CALLS,
  type Offer,
  openShop,
  posted,
  type Shop,
} from "./checkout"
import { type Cpu, cpuOf, cpuSince } from "./cpu"
import { type Figure, median } from "./figures"
import { copyStore, createStore, launch, type StoreKind } from "./start-server"

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 30)
const PURCHASES = 4
const WARM_UP = 8
/** What follows an order, the subscribers' work, is over by then. */
const REST_MS = 400

type Store = { shop: Shop; offered: Offer }

/** Where it is delivered decides the taxes: Medusa prices the cart again. */
const ADDRESS: Call = [
  "address",
  async ({ client, cart_id }) => {
    const shipping_address = {
      ...{ first_name: "Ada", last_name: "Buyer", address_1: "1 Pitt St" },
      ...{ city: "Sydney", postal_code: "2000", country_code: "au" },
    }
    await posted(client, `/store/carts/${cart_id}`, { shipping_address })
  },
]

const WITH_ADDRESS = CALLS.flatMap((call) =>
  call[0] === "e-mail" ? [call, ADDRESS] : [call]
)

/**
 * (j) What this plugin costs who buys none of it: the same purchase in a store
 * with it and in one without, in turns, each in a process and a database of its
 * own. CPU time of the server and of PostgreSQL, with what follows the order.
 */
export async function ordinary(): Promise<Figure[]> {
  const url = await createStore("ordinary")
  const copy = await copyStore(url, "plain")
  const stores = {
    booking: await openStore(url, "booking"),
    plain: await openStore(copy, "plain"),
  }
  try {
    const used: Record<StoreKind, Cpu[]> = { booking: [], plain: [] }
    for (let round = 0; round < ROUNDS; round++) {
      const turns: StoreKind[] = ["plain", "booking"]
      for (const kind of round % 2 === 0 ? turns : turns.reverse()) {
        used[kind].push(await shopping(stores[kind], PURCHASES))
      }
    }
    return [...figures(used), await statements(stores)]
  } finally {
    await stores.booking.shop.server.stop()
    await stores.plain.shop.server.stop()
  }
}

async function openStore(url: string, kind: StoreKind): Promise<Store> {
  const shop = await openShop(await launch(url, kind))
  const store = { shop, offered: await shop.offer("Map") }
  await shopping(store, WARM_UP)
  return store
}

/** @returns CPU milliseconds a purchase */
async function shopping(
  { shop, offered }: Store,
  purchases: number
): Promise<Cpu> {
  const { server } = shop
  const before = await cpuOf(server)
  for (let i = 0; i < purchases; i++) {
    await buy(shop, offered, WITH_ADDRESS)
  }
  await rest(REST_MS)
  return cpuSince(before, await cpuOf(server), purchases)
}

/** The least of some purchases: what the clock asks for by itself is not of it. */
async function statements(stores: Record<StoreKind, Store>): Promise<Figure> {
  const least = async ({ shop, offered }: Store) => {
    const counts: number[] = []
    for (let i = 0; i < PURCHASES; i++) {
      const before = await shop.server.statements()
      await buy(shop, offered, WITH_ADDRESS)
      await rest(REST_MS)
      counts.push((await shop.server.statements()) - before)
    }
    return Math.min(...counts)
  }
  const ours = await least(stores.booking)
  const without = await least(stores.plain)
  return {
    name: "(j) statements to PostgreSQL for it",
    measured: `${ours}, without ${without}`,
    goal: "",
  }
}

function figures(used: Record<StoreKind, Cpu[]>): Figure[] {
  const line = (name: string, of: (cpu: Cpu) => number, goal = "") => {
    const ours = used.booking.map(of)
    const plain = used.plain.map(of)
    // Of two that followed each other: the machine's mood is the same.
    const ratio = median(ours.map((ms, i) => ms / (plain[i] ?? 0)))
    const [booking, without] = [ours, plain].map((all) =>
      median(all).toFixed(1)
    )
    const measured = `× ${ratio.toFixed(3)} (${booking} ms, without ${without} ms)`
    return { name, measured, goal }
  }
  const what = "an ordinary product, store with / without the plugin"
  return [
    line(`(j) ${what}: CPU`, (cpu) => cpu.server + cpu.postgres, "≤ × 1.03"),
    line("(j) the server's part", (cpu) => cpu.server),
    line("(j) PostgreSQL's part", (cpu) => cpu.postgres),
  ]
}
