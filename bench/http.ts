import { randomUUID } from "node:crypto"

import type { Pool } from "@medusajs/framework/pg"
import autocannon from "autocannon"

import { type Figure, median } from "./figures"
import { postgresCpu } from "./postgres-cpu"
import { type Server, startServer } from "./start-server"
import { dateIn, insertResources } from "./world"

const CONNECTIONS = 20
const SECONDS = 8
const ROUNDS = 3
const BUYERS = 5_000

/** (a), (f), and the promises over HTTP, on a server of its own process. */
export async function http(): Promise<Figure[]> {
  const server = await startServer("http")
  try {
    await insertResources(server.pool, 1_000, 1_000_000)
    await insertTours(server.pool)
    await load(server, { body: emptyBody, path: "/store/bench/empty" }, 4)
    await load(server, { body: distinct, path: HOLDS }, 4)
    return [
      ...(await distinctDates(server)),
      ...(await rush(server)),
      ...(await promises(server)),
    ]
  } finally {
    await server.stop()
  }
}

const HOLDS = "/store/resource-booking/holds"

const emptyBody = () => ({ id: randomUUID() })
let n = 0
const distinct = () => holdOf(`bres_${1 + (n++ % 1_000)}`, 1 + (n % 300))
const hot = () => holdOf("bres_1", 400)

function holdOf(resource_id: string, day: number) {
  return {
    items: [{ resource_id, dates: [dateIn(day)] }],
    idempotency_token: randomUUID(),
  }
}

/**
 * (a) Interleaved rounds of both, each with the same connections; and what they
 * cost, CPU of the server and PostgreSQL together, which other work on the
 * machine disturbs less.
 */
async function distinctDates(server: Server): Promise<Figure[]> {
  const floors: Loaded[] = []
  const holds: Loaded[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const floor = { body: emptyBody, path: "/store/bench/empty" }
    floors.push(await counted(server, floor))
    holds.push(await counted(server, { body: distinct, path: HOLDS }))
  }
  const of = (figure: keyof Loaded) => {
    const values = holds.map((load) => load[figure])
    const floor = floors.map((load) => load[figure])
    return {
      ratio: median(values.map((value, i) => value / (floor[i] as number))),
      value: median(values),
      floor: median(floor),
    }
  }
  const [rate, cpu] = [of("rate"), of("cpu")]
  const name = "(a) holds on distinct dates / empty durable POSTs, over HTTP"
  return [
    {
      name,
      measured: `${rate.ratio.toFixed(2)} (${rate.value.toFixed(0)}/s of ${rate.floor.toFixed(0)}/s)`,
      goal: "≥ 0.9",
    },
    {
      name: `${name}: CPU of each`,
      measured: `× ${cpu.ratio.toFixed(2)} (${cpu.value.toFixed(2)} ms to ${cpu.floor.toFixed(2)} ms)`,
      goal: "",
    },
  ]
}

/** Requests a second, and CPU milliseconds a request. */
type Loaded = { rate: number; cpu: number }

async function counted(server: Server, work: Work): Promise<Loaded> {
  const used = async () =>
    (await server.cpu()) + (await postgresCpu(server.pool))
  const before = await used()
  const result = await load(server, work, SECONDS)
  const cpu = (await used()) - before
  return { rate: rateOf(result), cpu: cpu / result["2xx"] }
}

/** (f) 5,000 buyers for 100 places, until all have their answer. */
async function rush(server: Server): Promise<Figure[]> {
  const ratios: number[] = []
  let won = 0
  for (let round = 0; round < ROUNDS; round++) {
    const floor = { body: emptyBody, path: "/store/bench/empty" }
    const empty = await load(server, floor, undefined, { amount: BUYERS })
    const tour = `bres_tour_${round}`
    const own = { body: () => holdOf(tour, 30), path: HOLDS }
    const holds = await load(server, own, undefined, { amount: BUYERS })
    ratios.push(empty.duration / holds.duration)
    won = holds["2xx"]
    if (won !== 100 || holds["4xx"] !== BUYERS - 100) {
      throw new Error(
        `${won} of 100 places were held: ${JSON.stringify(holds)}`
      )
    }
  }
  return [
    {
      name: "(f) rush over HTTP, 5,000 buyers for 100 places: rate / floor's",
      measured: `${median(ratios).toFixed(2)}, ${won} winners every time`,
      goal: "≥ 1",
    },
  ]
}

async function promises(server: Server): Promise<Figure[]> {
  const own = { body: hot, path: HOLDS }
  const full = await load(server, own, SECONDS)
  const constant = await load(server, own, SECONDS, { overallRate: 100 })
  return [
    {
      name: "holds/s on one hot date over HTTP",
      measured: `${rateOf(full).toFixed(0)}/s`,
      goal: "> 100/s",
    },
    {
      name: "one hot date at a constant 100 requests/s",
      measured: `p97.5 ${constant.latency.p97_5} ms, p99 ${constant.latency.p99} ms`,
      goal: "p95 < 300 ms",
    },
  ]
}

function rateOf({ duration, ...result }: autocannon.Result): number {
  return (result["2xx"] + result["4xx"]) / duration
}

type Work = { path: string; body: () => unknown }

async function load(
  server: Server,
  work: Work,
  seconds?: number,
  more: Partial<autocannon.Options> = {}
): Promise<autocannon.Result & { duration: number }> {
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    // It sees only at a sample's end that a load has ended.
    sampleInt: 20,
    ...(seconds ? { duration: seconds } : {}),
    ...more,
    requests: [
      {
        method: "POST",
        path: work.path,
        headers: {
          "content-type": "application/json",
          "x-publishable-api-key": server.key,
        },
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify(work.body()),
        }),
      },
    ],
  })
  if (result["5xx"] > 0 || result.errors > 0) {
    throw new Error(`${result["5xx"]} server errors, ${result.errors} errors`)
  }
  return result
}

async function insertTours(pool: Pool): Promise<void> {
  await pool.query(
    `insert into booking_resource
      (id, handle, name, type, timezone, span, default_capacity)
    select 'bres_tour_' || n, 'tour-' || n, 'Tour ' || n, 'tour', 'UTC', 'day',
      100 from generate_series(0, ${ROUNDS - 1}) as n`
  )
}
