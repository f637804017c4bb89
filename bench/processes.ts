import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"

import type { Pool } from "@medusajs/framework/pg"

import { type Figure, median } from "./figures"
import type { Shift, Shifted } from "./holder"
import { postgresCpu } from "./postgres-cpu"
import { createWorld, insertResources, RESOURCES } from "./world"

const MOST = 3
const ROUNDS = 7
const SHIFT_MS = 1_000
const WARM_MS = 8_000
/** What an empty route takes of Node, as measured over HTTP; see speed.md. */
const ROUTE_MS = 0.6

/** Clients of each process. */
type Share = Pick<Shift, "hot" | "distinct">
/** The first way is what the others are held against. */
type Comparison = { name: string; ways: { name: string; shares: Share[] }[] }
type Sample = { rate: number; cpu: number }
type Servers = { pool: Pool; children: ChildProcess[] }

/**
 * (k) The same load on one server process, on two and on three: holds a second,
 * and CPU milliseconds a hold, of these processes and PostgreSQL together. Each
 * round has all of them in turns, and ratios are of the same round.
 */
export async function processes(): Promise<Figure[]> {
  const { url, pool, close } = await createWorld(2)
  await insertResources(pool, RESOURCES, 1_000_000)
  const env = { ...process.env, HOLDER_DATABASE_URL: url }
  const starting = Array.from({ length: MOST }, () => holder(env))
  const servers = { pool, children: await Promise.all(starting) }
  await warmUp(servers)
  const figures: Figure[] = []
  for (const comparison of COMPARISONS) {
    for (const routeMs of [0, ROUTE_MS]) {
      figures.push(...(await compare(servers, comparison, routeMs)))
    }
  }
  servers.children.forEach((child) => child.disconnect())
  await close()
  return figures
}

const COMPARISONS: Comparison[] = [
  ...[8, 32].flatMap((clients) => [
    spread(`hot date, ${clients} clients`, { hot: clients, distinct: 0 }),
    spread(`distinct dates, ${clients} clients`, { hot: 0, distinct: clients }),
  ]),
  {
    name: "half of 32 clients on the hot date",
    ways: [
      {
        name: "any of 2 processes",
        shares: dealt({ hot: 16, distinct: 16 }, 2),
      },
      {
        name: "one of 2 by the resource",
        shares: [
          { hot: 16, distinct: 0 },
          { hot: 0, distinct: 16 },
        ],
      },
    ],
  },
]

function spread(name: string, load: Share): Comparison {
  return {
    name,
    ways: [1, 2, 3].map((count) => ({
      name: count === 1 ? "1 process" : `${count} processes`,
      shares: dealt(load, count),
    })),
  }
}

function dealt({ hot, distinct }: Share, count: number): Share[] {
  const part = (whole: number, i: number) =>
    Math.floor((whole + count - 1 - i) / count)
  return Array.from({ length: count }, (_, i) => ({
    hot: part(hot, i),
    distinct: part(distinct, i),
  }))
}

async function compare(
  servers: Servers,
  { name, ways }: Comparison,
  routeMs: number
): Promise<Figure[]> {
  const rounds: Sample[][] = []
  for (let round = -1; round < ROUNDS; round++) {
    const samples: Sample[] = []
    for (const { shares } of ways) {
      samples.push(await measure(servers, shares, routeMs))
    }
    if (round >= 0) {
      rounds.push(samples)
    }
  }
  return ways.map((way, i) => {
    const of = (figure: keyof Sample) => {
      const values = rounds.map((round) => (round[i] as Sample)[figure])
      const first = rounds.map((round) => (round[0] as Sample)[figure])
      const ratio = median(
        values.map((value, n) => value / (first[n] as number))
      )
      return { value: median(values), ratio: `× ${ratio.toFixed(2)}` }
    }
    const [rate, cpu] = [of("rate"), of("cpu")]
    const where = routeMs > 0 ? "in routes" : "the service"
    return {
      name: `(k) ${name}, ${where}: ${way.name}`,
      measured:
        `rate ${rate.ratio} (${rate.value.toFixed(0)}/s),` +
        ` CPU a hold ${cpu.ratio} (${cpu.value.toFixed(2)} ms)`,
      goal: way.name === "2 processes" ? "rate ≥ × 0.9, CPU ≤ × 1.1" : "",
    }
  })
}

async function measure(
  { pool, children }: Servers,
  shares: Share[],
  routeMs: number
): Promise<Sample> {
  const before = await postgresCpu(pool)
  const start = performance.now()
  const done = await Promise.all(
    shares.map((share, index) => {
      const part = { index, of: shares.length }
      const shift = { ...share, ...part, ms: SHIFT_MS, routeMs }
      return workOf(children[index] as ChildProcess, shift)
    })
  )
  const seconds = (performance.now() - start) / 1_000
  const postgres = (await postgresCpu(pool)) - before
  const holds = sum(done.map((shifted) => shifted.holds))
  const node = sum(done.map((shifted) => shifted.cpuMs))
  return { rate: holds / seconds, cpu: (node + postgres) / holds }
}

/** What Node compiles only after a while is not to be part of what is measured. */
async function warmUp({ children }: Servers): Promise<void> {
  const load = { hot: 0, distinct: 64, ms: WARM_MS, routeMs: 0 }
  await Promise.all(
    children.map((child, index) => workOf(child, { ...load, index, of: MOST }))
  )
}

async function holder(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = fork(resolve(__dirname, "holder.ts"), { env })
  await once(child, "message")
  return child
}

async function workOf(child: ChildProcess, shift: Shift): Promise<Shifted> {
  child.send(shift)
  const [shifted] = (await once(child, "message")) as [Shifted]
  return shifted
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
