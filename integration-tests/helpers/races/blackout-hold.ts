import { createBlackout } from "../../engine"
import { ADMIN, day, newResource } from "../world"
import { CLIENTS, crowd, place, type Race, succeeded } from "./arena"

/** Dates are closed while many book them. */
export const blackoutAgainstHold: Race = {
  name: "closing dates that many want",
  async play(arena) {
    const { world } = arena
    const resource_id = await newResource(world, { capacity: CLIENTS })
    const closed = Math.floor(Math.random() * CLIENTS)
    const attempts = await crowd(
      arena,
      CLIENTS,
      async (process, client): Promise<unknown> =>
        client === closed
          ? createBlackout(
              { ...process, actor: ADMIN },
              {
                resource_id,
                ...{ start_date: day(11), end_date: day(12) },
                ...{ reason: "storm", release_holds: true },
              }
            )
          : place(process, {
              resource_id,
              start_date: day(10),
              end_date: day(10 + (client % 3)),
            }),
      12
    )
    const breaches: string[] = []
    const late = await placedAfterBlackout(world, resource_id)
    if (late > 0) {
      breaches.push(`${late} holds inside were placed after the blackout`)
    }
    const [answered] = attempts.slice(closed)
    const after = attempts.filter(
      (a, i) => i % 3 > 0 && i !== closed && a.from > (answered?.to ?? 0)
    )
    if (succeeded(after).length > 0) {
      breaches.push("a hold began after the blackout was acknowledged")
    }
    const left = await liveHoldsOn(world, resource_id, day(11))
    if (answered?.outcome === "ok" && left > 0) {
      breaches.push(`${left} holds inside were not released`)
    }
    return { attempts, breaches }
  },
}

type World = Parameters<Race["play"]>[0]["world"]

async function placedAfterBlackout(
  world: World,
  resourceId: string
): Promise<number> {
  const [row] = await world.sql<{ n: number }>(
    `select count(*) as n
      from booking_operation closed
      join booking_operation placed on placed.resource_id = $1
        and placed.seq > closed.seq and placed.operation = 'hold.placed'
      join booking_hold_item i on i.hold_id = placed.hold_id
      where closed.resource_id = $1
        and closed.operation = 'blackout.created'
        and $2::date = any (i.dates)`,
    [resourceId, day(11)]
  )
  return row?.n as number
}

async function liveHoldsOn(
  world: World,
  resourceId: string,
  date: string
): Promise<number> {
  const [row] = await world.sql<{ n: number }>(
    `select count(*) as n from booking_claim
      where resource_id = $1 and date = $2 and state = 'held'`,
    [resourceId, date]
  )
  return row?.n as number
}
