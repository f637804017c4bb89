import type { Pool } from "@medusajs/framework/pg"

import {
  auditCounters,
  auditRecords,
  expireHolds,
  inspect,
  keepProgress,
  listAllocations,
  listHolds,
  listOperations,
  placeHold,
  planChecks,
} from "../integration-tests/engine"
import type { HoldItemInput } from "../src/modules/resource_booking/types"
import { insertDueHolds } from "./expiry"
import { type Figure, median, rate, sample, timed } from "./figures"
import { fill, type Size, sizeOf } from "./fill"
import { holdRate } from "./hot-date"
import { readYears, searchWeeks } from "./reads"
import { createWorld, dateIn, insertResources, type World } from "./world"

/** Rooms that the cases use, the same in the full store and in the empty one. */
const ROOMS = 1_000
const SAMPLES = 40
const ROUNDS = 5
const HOLDS = 1_000
const DUE = 5_000

/**
 * The cases of the other sections in a store that has been at it for years,
 * beside the same in an empty one: in pairs, one after the other.
 */
export async function growth(flags: string[]): Promise<Figure[]> {
  const size = sizeOf(flags)
  const [full, empty] = [await createWorld(), await createWorld()]
  await insertResources(empty.pool, ROOMS, 1_000)
  const took = await timed(() => fill(full.pool, size, ROOMS))
  for (const { pool } of [full, empty]) {
    await insertCapacities(pool)
    await pool.query("vacuum analyze")
  }
  const figures = [
    {
      name: `growth: filled with ${said(size)}`,
      measured: `${(took / 1_000).toFixed(0)} s, ${await bytes(full.pool)}`,
      goal: "",
    },
  ]
  for (const [name, measure] of Object.entries(CASES)) {
    console.log(`measuring: ${name}`)
    const pairs: [number, number][] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const turn = round % 2 === 0 ? [full, empty] : [empty, full]
      const took = new Map<World, number>()
      for (const world of turn) {
        took.set(world, await measure(world, round))
      }
      // The first round only warms up.
      if (round > 0) {
        pairs.push([took.get(full) ?? NaN, took.get(empty) ?? NaN])
      }
    }
    const figure = ratio(name, pairs)
    console.log(`  ${figure.measured}`)
    figures.push(figure)
  }
  await full.close()
  await empty.close()
  return figures
}

/** Of the dates that the cases use: a row that is there is not to be made. */
async function insertCapacities(pool: Pool): Promise<void> {
  await pool.query(
    `insert into booking_capacity
      (resource_id, date, max_capacity, from_default)
    select 'bres_' || r, current_date + d, 1000, true
    from generate_series(1, ${ROOMS}) as r, generate_series(0, 430) as d
    on conflict do nothing`
  )
}

function ratio(name: string, pairs: [number, number][]): Figure {
  const times = median(pairs.map(([full, empty]) => full / empty))
  const [full, empty] = [0, 1].map((i) => median(pairs.map((p) => p[i] ?? 0)))
  const each = `${full?.toFixed(2)} ms, empty ${empty?.toFixed(2)} ms`
  return {
    name: `growth: ${name}`,
    measured: `× ${times.toFixed(2)} (${each})`,
    // A list of nothing is no measure for a list of something.
    goal: name.startsWith("(") ? "≤ × 1.2" : "",
  }
}

/** Milliseconds of one call, in a world. */
const CASES: Record<string, (world: World, round: number) => Promise<number>> =
  {
    "(a) holds on distinct dates, 8 clients": ({ call }, round) =>
      eachHold(call, `a${round}`, (n) => [
        {
          resource_id: `bres_${1 + (n % ROOMS)}`,
          dates: [dateIn(200 + round)],
        },
      ]),
    "(b) holds on one hot date, 8 clients": ({ call }, round) =>
      eachHold(call, `b${round}`, () => [
        { resource_id: "bres_1", dates: [dateIn(410 + round)] },
      ]),
    "(c) availability of 365 dates": async ({ call }) =>
      median(await readYears(call, SAMPLES)),
    [`(d) expiry of ${DUE} due holds`]: async ({ call, pool }, round) => {
      await insertDueHolds(pool, round, DUE)
      return timed(() => expireHolds(call))
    },
    "(e) search for 7 nights": async ({ call }) =>
      median(await searchWeeks(call, SAMPLES)),
    "(f) refusals of a rush, 8 clients": async ({ call, pool }, round) => {
      const date = dateIn(420 + round)
      await pool.query(
        `update booking_capacity set max_capacity = 0
          where resource_id = 'bres_2' and date = $1`,
        [date]
      )
      const items = [{ resource_id: "bres_2", dates: [date] }]
      const refused = (n: number) =>
        placeHold(call, { items, idempotency_key: `f${round}-${n}` }).catch(
          () => undefined
        )
      return 1_000 / (await rate(8, HOLDS, refused))
    },
    "list of holds, the first page": async ({ call }) =>
      median(await sample(SAMPLES, () => listHolds(call, {}))),
    "list of allocations, page 500 by key": async ({ call }) => {
      const { next } = await listAllocations(call, { offset: 10_000, limit: 1 })
      const after = next === null ? {} : { after: next }
      return median(await sample(SAMPLES, () => listAllocations(call, after)))
    },
    "the log, the first page": async ({ call }) =>
      median(await sample(SAMPLES, () => listOperations(call, {}))),
    "search of holds for an e-mail": async ({ call }) =>
      median(
        await sample(SAMPLES, () =>
          listHolds(call, { q: "guest777@example.com" })
        )
      ),
    "the module's checks, a run by the clock": ({ call }) =>
      timed(async () => {
        const { scopes, progress } = await planChecks(call)
        await auditCounters(call, scopes)
        await auditRecords(call, scopes)
        for (const what of [
          "lost_claims",
          "stray_claims",
          "double_assignments",
        ] as const) {
          await inspect(call, what, scopes)
        }
        await keepProgress(call, progress)
      }),
  }

async function eachHold(
  call: World["call"],
  key: string,
  items: (n: number) => HoldItemInput[]
): Promise<number> {
  return 1_000 / (await holdRate(call, 8, HOLDS, key, items))
}

function said({ claims, holds: ended, entries }: Size): string {
  return `${claims} claims, ${ended} holds, ${entries} entries of the log`
}

async function bytes(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ size: string }>(
    "select pg_size_pretty(pg_database_size(current_database())) as size"
  )
  return rows[0]?.size ?? ""
}
