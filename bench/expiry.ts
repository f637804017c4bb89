import { expireHolds } from "../integration-tests/engine"
import { type Figure, timed } from "./figures"
import { createWorld, insertResources } from "./world"

const SIZES = [100, 10_000, 100_000]
const GOALS = ["< 1 s", "< 5 s", "linear"]

/** (d) The job, with so many holds due, spread over 100 resources. */
export async function expiry(): Promise<Figure[]> {
  const { call, pool, close } = await createWorld()
  await insertResources(pool, 100, 1_000_000)
  const figures: Figure[] = []
  for (const [i, size] of SIZES.entries()) {
    await insertDueHolds(pool, i, size)
    let expired = 0
    const ms = await timed(async () => {
      // A run is bounded in time; the clock starts the next one.
      for (let more = true; more;) {
        const run = await expireHolds(call)
        expired += run.expired
        more = run.expired > 0
      }
    })
    if (expired !== size) {
      throw new Error(`${expired} of ${size} due holds expired`)
    }
    figures.push({
      name: `(d) expiry of ${size} due holds`,
      measured: `${(ms / 1000).toFixed(2)} s (${(ms / size).toFixed(3)} ms each)`,
      goal: GOALS[i] as string,
    })
  }
  await close()
  return figures
}

export async function insertDueHolds(
  pool: Awaited<ReturnType<typeof createWorld>>["pool"],
  round: number,
  size: number
): Promise<void> {
  const values = [round, size]
  await pool.query(
    `insert into booking_capacity (resource_id, date, max_capacity)
    select 'bres_' || r, current_date + 30 + d, 1000000
    from generate_series(1, 100) as r, generate_series(0, 29) as d
    on conflict do nothing`
  )
  await pool.query(
    `insert into booking_hold (id, expires_at, ttl_ms, deadline,
      idempotency_scope, idempotency_key, fingerprint, created_at, updated_at)
    select format('bhold_%s_%s', $1::int, n), now() - interval '1 minute',
      1800000, now(), '', format('%s-%s', $1::int, n), '', now(), now()
    from generate_series(1, $2::int) as n`,
    values
  )
  await pool.query(
    `insert into booking_hold_item
      (id, hold_id, position, resource_id, dates, quantity)
    select format('bitem_%s_%s', $1::int, n),
      format('bhold_%s_%s', $1::int, n), 0, 'bres_' || (1 + n % 100),
      array[current_date + 30 + n % 28, current_date + 31 + n % 28], 1
    from generate_series(1, $2::int) as n`,
    values
  )
  await pool.query(
    `insert into booking_claim
      (resource_id, date, claimant_id, quantity, state)
    select resource_id, unnest(dates), id, quantity, 'held'
    from booking_hold_item
    where id like format('bitem\\_%s\\_%%', $1::int)`,
    [round]
  )
}
