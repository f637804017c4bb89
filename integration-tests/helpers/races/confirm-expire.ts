import type { ConfirmResult } from "../../../src/modules/resource_booking/types"
import { confirmHold, expireHolds } from "../../engine"
import { day, holdRow, makeOverdue, newResource, uniqueId } from "../world"
import {
  type Attempt,
  CLIENTS,
  crowd,
  entries,
  place,
  type Race,
  succeeded,
  unitsTaken,
} from "./arena"

/**
 * A hold of the last unit ends within milliseconds, while its order is
 * confirmed, the job runs and others want the date.
 */
export const confirmAgainstExpiry: Race = {
  name: "confirming a hold as it expires",
  async play(arena) {
    const { world, processes } = arena
    const resource_id = await newResource(world)
    const dates = [day(10)]
    const first = processes[0] as (typeof processes)[0]
    const { hold } = await place(first, { resource_id, dates })
    const order_id = uniqueId("order")
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
            return confirmHold(process, { hold_id: hold.id, order_id })
          default:
            return place(process, { resource_id, dates })
        }
      },
      12
    )
    const confirmed = succeeded(
      attempts.filter((_, i) => [1, 2].includes(i % 5))
    )
    const rivals = succeeded(attempts.filter((_, i) => i % 5 > 2))
    const { status } = await holdRow(world, hold.id)
    const breaches: string[] = []
    if (Number(status === "confirmed") + rivals.length !== 1) {
      breaches.push(`the hold is ${status}, and ${rivals.length} rivals won`)
    }
    if (confirmed.length > 0 && status !== "confirmed") {
      breaches.push(`acknowledged as confirmed, but ${status}`)
    }
    if (allocationsOf(confirmed).size > 1) {
      breaches.push("the same order was told of different allocations")
    }
    const units = await unitsTaken(world, resource_id, day(10))
    if (units !== 1) {
      breaches.push(`${units} units are taken of 1`)
    }
    for (const operation of ["hold.expired", "hold.confirmed"]) {
      const times = await entries(world, hold.id, operation)
      if (times > 1) {
        breaches.push(`${operation} ${times} times`)
      }
    }
    return { attempts, breaches }
  },
}

function allocationsOf(confirmed: (Attempt & { outcome: "ok" })[]) {
  return new Set(
    confirmed.flatMap(({ value }) =>
      (value as ConfirmResult).allocations.map((a) => a.id)
    )
  )
}
