import { expireHolds, extendHold } from "../../engine"
import { day, holdRow, makeOverdue, newResource } from "../world"
import {
  CLIENTS,
  crowd,
  entries,
  place,
  type Race,
  succeeded,
  unitsTaken,
} from "./arena"

/**
 * A hold of the last unit ends within milliseconds, while its owner extends it,
 * the job runs and others want the date.
 */
export const extendAgainstExpiry: Race = {
  name: "extending a hold as it expires",
  async play(arena) {
    const { world, processes } = arena
    const resource_id = await newResource(world)
    const dates = [day(10)]
    const first = processes[0] as (typeof processes)[0]
    const { hold } = await place(first, { resource_id, dates })
    await makeOverdue(world, [hold.id], Math.floor(Math.random() * 10))
    const attempts = await crowd(
      arena,
      CLIENTS,
      async (process, client): Promise<unknown> => {
        switch (client % 5) {
          case 0:
            return expireHolds(process)
          case 1:
          case 2:
            return extendHold(process, hold.id, { admin: true })
          default:
            return place(process, { resource_id, dates })
        }
      },
      12
    )
    const extended = succeeded(
      attempts.filter((_, i) => [1, 2].includes(i % 5))
    )
    const rivals = succeeded(attempts.filter((_, i) => i % 5 > 2))
    const row = await holdRow(world, hold.id)
    const breaches: string[] = []
    if (extended.length > 0 && !(row.live && row.claims === 1)) {
      breaches.push(`extended, but ${row.status} with ${row.claims} claims`)
    }
    if (Number(row.live) + rivals.length > 1) {
      breaches.push(
        `the hold is ${row.status}, and ${rivals.length} rivals won`
      )
    }
    const units = await unitsTaken(world, resource_id, day(10))
    if (units > 1) {
      breaches.push(`${units} units are taken of 1`)
    }
    if ((await entries(world, hold.id, "hold.expired")) > 1) {
      breaches.push("expired more than once")
    }
    return { attempts, breaches }
  },
}
