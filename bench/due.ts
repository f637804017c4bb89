import type { Pool } from "@medusajs/framework/pg"

import {
  placeHold,
  readAvailability,
  searchResources,
} from "../integration-tests/engine"
import { type Figure, median, timed } from "./figures"
import { createWorld, dateIn, insertResources, type World } from "./world"

const RESOURCES = 200
const LIVE = 100_000
const DUE = 50_000
const PAIRS = 100

type Work = (world: World, n: number) => Promise<unknown>

const stay = { start_date: dateIn(100), end_date: dateIn(107) }

/** Of resources that no due hold is on, at a time of the year of their own. */
const WORK: Record<string, Work> = {
  "availability of 7 dates": ({ call }, n) =>
    readAvailability(call, { resource_id: `bres_${101 + (n % 100)}`, ...stay }),
  "a hold of 2 dates": ({ call }, n) =>
    placeHold(call, {
      items: [
        {
          resource_id: `bres_${101 + (n % 100)}`,
          dates: [dateIn(100), dateIn(101)],
        },
      ],
      idempotency_key: `measured-${n}`,
    }),
  [`a search of ${RESOURCES} resources for 7 nights`]: ({ call }) =>
    searchResources(call, stay),
}

/**
 * What due holds of other resources cost: the same work in two databases with
 * 100,000 live holds, of which one has 50,000 due ones besides, in turn.
 */
export async function due(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const isAnalyzed of [false, true]) {
    const [without, beside] = [await createWorld(), await createWorld()]
    for (const [world, size] of [
      [without, 0],
      [beside, DUE],
    ] as const) {
      await fill(world.pool, size, isAnalyzed)
    }
    for (const [name, work] of Object.entries(WORK)) {
      figures.push(
        await compare(
          `(d) ${name} beside ${DUE} due holds of others, ${isAnalyzed ? "" : "not "}analyzed`,
          work,
          without,
          beside
        )
      )
    }
    await Promise.all([without.close(), beside.close()])
  }
  return figures
}

async function compare(
  name: string,
  work: Work,
  without: World,
  beside: World
): Promise<Figure> {
  const [plain, loaded]: [number[], number[]] = [[], []]
  for (let n = 0; n < PAIRS; n++) {
    const first = n % 2 === 0
    for (const world of first ? [without, beside] : [beside, without]) {
      const ms = await timed(() => work(world, n))
      ;(world === without ? plain : loaded).push(ms)
    }
  }
  const [a, b] = [median(plain), median(loaded)]
  return {
    name,
    measured: `${b.toFixed(2)} ms against ${a.toFixed(2)} ms (× ${(b / a).toFixed(2)})`,
    goal: "≤ × 1.1",
  }
}

async function fill(
  pool: Pool,
  due: number,
  isAnalyzed: boolean
): Promise<void> {
  await insertResources(pool, RESOURCES, 1_000_000)
  for (const table of ["hold", "hold_item", "claim", "capacity"]) {
    await pool.query(
      `alter table booking_${table} set (autovacuum_enabled = off)`
    )
  }
  await pool.query(
    `insert into booking_capacity (resource_id, date, max_capacity)
    select 'bres_' || r, current_date + d, 1000000
    from generate_series(1, ${RESOURCES}) as r, generate_series(1, 200) as d`
  )
  await insertHolds(pool, "live", LIVE, "30 minutes", RESOURCES, 190)
  await insertHolds(pool, "due", due, "-1 minute", 100, 30)
  if (isAnalyzed) {
    await pool.query("analyze")
  }
}

/** Of two dates each, spread over the first resources and dates. */
async function insertHolds(
  pool: Pool,
  kind: string,
  count: number,
  endsIn: string,
  resources: number,
  dates: number
): Promise<void> {
  const values = [kind, count, resources, dates].map(String)
  const [k, n, r, d] = values as [string, string, string, string]
  // Without triggers, which would take minutes; the counters are set after.
  await pool.query(`begin;
    set local session_replication_role = replica;
    insert into booking_hold (id, expires_at, due_at, ttl_ms, deadline,
      idempotency_scope, idempotency_key, fingerprint, created_at, updated_at)
    select 'bhold_${k}_' || n, now() + interval '${endsIn}',
      now() + interval '${endsIn}', 1800000, now(),
      '', '${k}-' || n, '', now(), now()
    from generate_series(1, ${n}) as n;
    insert into booking_hold_item
      (id, hold_id, position, resource_id, dates, quantity)
    select 'bitem_${k}_' || n, 'bhold_${k}_' || n, 0, 'bres_' || (1 + n % ${r}),
      array[current_date + 1 + (n / ${r}) % ${d},
        current_date + 2 + (n / ${r}) % ${d}], 1
    from generate_series(1, ${n}) as n;
    insert into booking_claim
      (resource_id, date, claimant_id, quantity, state, due_at)
    select resource_id, unnest(dates), id, quantity, 'held',
      now() + interval '${endsIn}'
    from booking_hold_item where id like 'bitem_${k}_%';
    update booking_capacity c set held = s.units
    from (select resource_id, date, count(*) as units
      from booking_claim group by 1, 2) s
    where s.resource_id = c.resource_id and s.date = c.date;
    commit`)
}
