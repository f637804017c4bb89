import {
  addLine,
  type Offer,
  offerTour,
  openShop,
  posted,
  type Shop,
} from "./checkout"
import { type Cpu, cpuOf, cpuSince } from "./cpu"
import { type Figure, median } from "./figures"
import { startServer } from "./start-server"

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 30)
const LINES = 8

type Kind = "booking" | "ordinary"

/**
 * (k) What a cart's add of a booking costs beside Medusa's own add of an ordinary
 * product: the first line of a new cart, in turns, CPU time of the server and of
 * PostgreSQL. The carts are made before.
 */
export async function adding(): Promise<Figure[]> {
  const server = await startServer("adding")
  try {
    const shop = await openShop(server)
    const offers: Record<Kind, Offer> = {
      ordinary: await shop.offer("Map"),
      booking: await offerTour(shop),
    }
    const used: Record<Kind, number[]> = { booking: [], ordinary: [] }
    for (let round = -2; round < ROUNDS; round++) {
      const turns: Kind[] = ["ordinary", "booking"]
      for (const kind of round % 2 === 0 ? turns : turns.reverse()) {
        const { server, postgres } = await addLines(shop, offers[kind])
        if (round >= 0) {
          used[kind].push(server + postgres)
        }
      }
    }
    const ratio = median(
      used.booking.map((ms, i) => ms / (used.ordinary[i] ?? 0))
    )
    const [booking, ordinary] = [used.booking, used.ordinary].map((all) =>
      median(all).toFixed(1)
    )
    return [
      {
        name: "(k) adding a booking to a cart / Medusa's add: CPU",
        measured: `× ${ratio.toFixed(3)} (${booking} ms, ordinary ${ordinary} ms)`,
        goal: "≤ × 1.05",
      },
    ]
  } finally {
    await server.stop()
  }
}

/** @returns CPU milliseconds a line */
async function addLines(shop: Shop, offered: Offer): Promise<Cpu> {
  const { client, region_id, server } = shop
  const carts: string[] = []
  for (let i = 0; i < LINES; i++) {
    const { cart } = await posted(client, "/store/carts", { region_id })
    carts.push(cart.id)
  }
  const before = await cpuOf(server)
  for (const cart_id of carts) {
    await addLine({ client, cart_id, offered })
  }
  return cpuSince(before, await cpuOf(server), LINES)
}
