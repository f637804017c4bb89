import type { Pool } from "@medusajs/framework/pg"

import {
  type Call,
  readAvailability,
  searchResources,
} from "../integration-tests/engine"
import { type Figure, median, percentile, sample } from "./figures"
import { createWorld, dateIn, insertResources } from "./world"

const RESOURCES = 1_000
const DATES = 365
const NIGHTS_OF_A_YEAR = 364
/** Claims in the table: 10 thousand, 1 million, 10 million. */
const SIZES = [10_000, 1_000_000, 10_000_000]
const SAMPLES = 100

/**
 * (c) availability of 365 dates and (e) the search over 1,000 resources for
 * seven nights and for 364, with ever more claims in the table: the cost must stay flat.
 */
export async function reads(): Promise<Figure[]> {
  const { call, pool, close } = await createWorld()
  await insertResources(pool, RESOURCES, 1_000)
  const availability: number[] = []
  const weeks: number[][] = []
  const years: number[][] = []
  let claims = 0
  for (const size of SIZES) {
    await insertClaims(pool, claims, size)
    claims = size
    availability.push(median(await readYears(call)))
    weeks.push(await searchWeeks(call))
    years.push(await searchYears(call))
  }
  await close()
  return [
    ...flatness(availability),
    ...searches(7, weeks, "p95 ≤ 10 ms, flat"),
    ...searches(NIGHTS_OF_A_YEAR, years, "p95 ≤ 120 ms, flat"),
  ]
}

/** Milliseconds of reading a year of one of the first thousand resources. */
export function readYears(call: Call, samples = SAMPLES): Promise<number[]> {
  const year = { start_date: dateIn(1), end_date: dateIn(DATES + 1) }
  let n = 0
  const next = () => `bres_${1 + (n++ % RESOURCES)}`
  return sample(samples, () =>
    readAvailability(call, { resource_id: next(), ...year })
  )
}

/** Milliseconds of a search for a week. */
export function searchWeeks(call: Call, samples = SAMPLES): Promise<number[]> {
  const week = { start_date: dateIn(30), end_date: dateIn(37) }
  return sample(samples, () => searchResources(call, week))
}

/** The same for 52 weeks. */
function searchYears(call: Call): Promise<number[]> {
  const year = {
    start_date: dateIn(1),
    end_date: dateIn(1 + NIGHTS_OF_A_YEAR),
  }
  return sample(SAMPLES, () => searchResources(call, year))
}

function flatness(medians: number[]): Figure[] {
  const [least = 1] = medians
  return SIZES.map((size, i) => ({
    name: `(c) availability of 365 dates, ${size} claims`,
    measured: `${medians[i]?.toFixed(1)} ms (× ${((medians[i] ?? 0) / least).toFixed(2)})`,
    goal: i === 2 ? "≤ × 1.5" : "",
  }))
}

function searches(nights: number, samples: number[][], goal: string): Figure[] {
  const [least = 1] = samples.map((s) => median(s))
  return SIZES.map((size, i) => {
    const own = samples[i] as number[]
    const times = (median(own) / least).toFixed(2)
    return {
      name: `(e) search of 1,000 resources for ${nights} nights, ${size} claims`,
      measured: `p95 ${percentile(own, 0.95).toFixed(1)} ms (median × ${times})`,
      goal,
    }
  })
}

/**
 * Allocated claims, spread evenly. Loaded without triggers and keys' checks,
 * which would take hours; then the counters are set to what they would be.
 */
async function insertClaims(
  pool: Pool,
  from: number,
  to: number
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query("set session_replication_role = replica")
    await client.query(
      `insert into booking_capacity
        (resource_id, date, max_capacity, from_default)
      select 'bres_' || r, current_date + d, 1000, true
      from generate_series(1, ${RESOURCES}) as r,
        generate_series(0, ${DATES + 1}) as d
      on conflict do nothing`
    )
    await client.query(
      `insert into booking_claim
        (resource_id, date, claimant_id, quantity, state)
      select 'bres_' || (1 + n % ${RESOURCES}),
        current_date + (1 + (n / ${RESOURCES}) % ${DATES})::int,
        'balloc_' || n, 1, 'allocated'
      from generate_series($1::bigint, $2::bigint - 1) as n`,
      [from, to]
    )
    await client.query(
      `update booking_capacity c set allocated = s.units
      from (select resource_id, date, count(*) as units
        from booking_claim group by 1, 2) s
      where s.resource_id = c.resource_id and s.date = c.date`
    )
    await client.query("set session_replication_role = default")
    // The load has rewritten the rows all over the table, which costs more than
    // any number of claims: they are put in order again, as they were at first.
    await client.query("cluster booking_capacity using booking_capacity_pkey")
    await client.query("vacuum analyze booking_claim, booking_capacity")
  } finally {
    client.release()
  }
}
