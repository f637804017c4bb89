import { expireHolds } from "../../engine"
import { day, makeOverdue, newResource } from "../world"
import { crowd, place, type Race, succeeded } from "./arena"

const DUE = 12
const JOBS = 10

/** The job runs in every process at once over the same due holds. */
export const jobAgainstJob: Race = {
  name: "the expiry job in several processes",
  async play(arena) {
    const { world, processes } = arena
    const resource_id = await newResource(world, { capacity: DUE })
    const placed = await Promise.all(
      Array.from({ length: DUE }, (_, i) =>
        place(processes[i % processes.length] as (typeof processes)[0], {
          resource_id,
          dates: [day(10), day(11 + i)],
        })
      )
    )
    const ids = placed.map(({ hold }) => hold.id)
    await makeOverdue(world, ids)
    const attempts = await crowd(arena, JOBS, (process) => expireHolds(process))
    // What was busy with each other's locks is left to the next run.
    const { expired: later } = await expireHolds(arena.processes[0] as never)
    const counted = succeeded(attempts).reduce((n, a) => n + a.value.expired, 0)
    const breaches: string[] = []
    if (counted + later !== DUE) {
      breaches.push(`${counted + later} expired of ${DUE}`)
    }
    const [row] = await world.sql<{ entries: number; holds: number }>(
      `select count(*) as entries, count(distinct hold_id) as holds
        from booking_operation
        where operation = 'hold.expired' and hold_id = any ($1::text[])`,
      [ids]
    )
    if (row?.entries !== DUE || row.holds !== DUE) {
      breaches.push(`${row?.entries} entries for ${row?.holds} expired holds`)
    }
    return { attempts, breaches }
  },
}
