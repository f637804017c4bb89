import type {
  HoldAnswer,
  HoldItemInput,
} from "../../../src/modules/resource_booking/types"
import {
  type Call,
  isBookingRefusal,
  placeHold,
  type RefusalCode,
} from "../../engine"
import type { Tampering } from "../sabotage"
import { openWorld, uniqueId, withoutGuards, type World } from "../world"

export const CLIENTS = 50

/** Server processes; one alone would serialize its clients before the locks. */
const PROCESSES = 6

export type Arena = { world: World; processes: Call[] }

export type ArenaOptions = {
  tampering?: Tampering
  /** Without the database's own protections. */
  unguarded?: boolean
}

export async function openArena(options: ArenaOptions = {}): Promise<Arena> {
  const world = await openWorld()
  if (options.unguarded) {
    await withoutGuards(world)
  }
  const processes = Array.from({ length: PROCESSES }, () =>
    world.process({ tampering: options.tampering })
  )
  return { world, processes }
}

/** What became of one client's try, and when, in milliseconds. */
export type Attempt<T = unknown> = { from: number; to: number } & (
  | { outcome: "ok"; value: T }
  | { outcome: RefusalCode }
  | { outcome: "error"; error: string }
)

export type Round = { attempts: Attempt[]; breaches: string[] }

/** A race for the same thing, and what must not come out of it. */
export type Race = { name: string; play(arena: Arena): Promise<Round> }

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  const from = performance.now()
  const until = () => ({ from, to: performance.now() })
  try {
    const value = await work()
    return { ...until(), outcome: "ok", value }
  } catch (error) {
    return isBookingRefusal(error)
      ? { ...until(), outcome: error.code }
      : { ...until(), outcome: "error", error: String(error) }
  }
}

/**
 * All clients at once, spread over the processes.
 *
 * @param withinMs they arrive within this time, at random; 0 in one instant
 */
export function crowd<T>(
  { processes }: Arena,
  clients: number,
  work: (process: Call, client: number) => Promise<T>,
  withinMs = 0
): Promise<Attempt<T>[]> {
  const tries = Array.from({ length: clients }, async (_, i) => {
    if (withinMs > 0) {
      await arrival(withinMs)
    }
    const process = processes[i % processes.length] as Call
    return attempt(() => work(process, i))
  })
  return Promise.all(tries)
}

function arrival(withinMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * withinMs))
}

/** Places a hold under a key of its own. */
export function place(
  call: Call,
  ...items: HoldItemInput[]
): Promise<HoldAnswer> {
  return placeHold(call, { items, idempotency_key: uniqueId("key") })
}

export function succeeded<T>(
  attempts: Attempt<T>[]
): (Attempt<T> & { outcome: "ok" })[] {
  return attempts.filter(
    (a): a is Attempt<T> & { outcome: "ok" } => a.outcome === "ok"
  )
}

/**
 * One has it, and all others were told why not; or that the server was busy,
 * which is true of who waited for too long.
 *
 * @returns what is not so
 */
export function onlyOneWon(
  attempts: Attempt[],
  otherwise: RefusalCode
): string[] {
  const breaches: string[] = []
  const winners = succeeded(attempts).length
  if (winners !== 1) {
    breaches.push(`${winners} have won`)
  }
  const clear = ["ok", otherwise, "busy"]
  const unclear = attempts.filter((a) => !clear.includes(a.outcome))
  if (unclear.length > 0) {
    breaches.push(`told ${unclear.map((a) => a.outcome).join(", ")}`)
  }
  return breaches
}

/** Units that live holds and allocations have on a date. */
export async function unitsTaken(
  world: World,
  resourceId: string,
  date: string
): Promise<number> {
  const [row] = await world.sql<{ units: number }>(
    `select coalesce(sum(c.quantity), 0) as units from booking_claim c
      left join booking_hold_item i on i.id = c.claimant_id
      left join booking_hold h on h.id = i.hold_id
      where c.resource_id = $1 and c.date = $2
        and (h.id is null or h.expires_at > clock_timestamp())`,
    [resourceId, date]
  )
  return row?.units as number
}

/** The entries of some kinds in the log of a hold, oldest first. */
export async function entries(
  world: World,
  holdId: string,
  operation: string
): Promise<number> {
  const [row] = await world.sql<{ n: number }>(
    `select count(*) as n from booking_operation
      where hold_id = $1 and operation = $2`,
    [holdId, operation]
  )
  return row?.n as number
}
