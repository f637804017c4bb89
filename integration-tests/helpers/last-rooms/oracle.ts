import type { HoldItemInput } from "../../../src/modules/resource_booking/types"
import { datesOf, stayRange } from "../../engine"
import type { Final, LogRow } from "../history/log"
import { Replay, type Stay } from "../history/replay"
import type { World } from "../world"
import type { Request } from "./guests"
import type { Hotel } from "./hotel"

/** All that is known of a round. */
export type Round = {
  hotel: Hotel
  requests: Request[]
  log: LogRow[]
  final: Final
  /** `room date` of every claim that is left. */
  taken: Set<string>
}

/** Times are rounded to milliseconds, by two programs. */
const SLACK_MS = 5

/**
 * Tries everything, for what the module decides by searching: the log in the
 * order in which the locks were held says who had which room when.
 *
 * @returns what should not be
 */
export function judge(round: Round): string[] {
  const { requests, log, final } = round
  const replay = new Replay(1, {
    released: new Map(
      requests.flatMap(({ hold, released }) =>
        hold && released ? [[hold.id, released]] : []
      )
    ),
    canceled: new Map(),
    decided: new Map(final.holds.map((h) => [h.id, h.created_at_ms])),
  })
  log.forEach((row) => replay.apply(row))
  const stays = [...replay.holds.values()].flatMap((hold) => hold.stays)
  const byRoom = new Map<string, Stay[]>()
  for (const one of stays) {
    byRoom.set(one.resource_id, [...(byRoom.get(one.resource_id) ?? []), one])
  }
  return [
    ...replay.violations,
    ...requests.flatMap((request, i) =>
      faultsOf(request, round, byRoom).map((fault) => `request ${i}: ${fault}`)
    ),
  ]
}

/** That he is told to come again breaks no promise; how often, others count. */
function faultsOf(
  request: Request,
  round: Round,
  stays: Map<string, Stay[]>
): string[] {
  switch (request.outcome) {
    case "ok":
      return notAsAsked(request, round)
    case "sold_out":
      return falselyRefused(request, round, stays)
    case "busy":
      return []
    default:
      return [request.outcome]
  }
}

/** Each unit of an item has one room of the hotel for the whole stay. */
function notAsAsked({ items, hold }: Request, { hotel, log }: Round): string[] {
  const asked = items
    .flatMap((item) => unitsOf(item, hotel))
    .map(({ dates }) => dates.join())
  const given = (hold?.items ?? []).map(({ dates }) => dates.join())
  const strange = (hold?.items ?? []).filter(
    ({ resource_id, quantity }) =>
      quantity !== 1 || !hotel.rooms.includes(resource_id)
  )
  const logged = log.find(
    (row) => row.hold_id === hold?.id && row.operation === "hold.placed"
  )
  const rooms = (list: { resource_id: string }[] = []) =>
    list.map(({ resource_id }) => resource_id).join()
  return [
    ...(String(asked.sort()) === String(given.sort())
      ? []
      : ["other stays were given than asked for"]),
    ...(strange.length === 0 ? [] : ["a stay has no room of its own"]),
    ...(rooms(hold?.items) === rooms(logged?.after?.items)
      ? []
      : ["other rooms were told of than logged"]),
  ]
}

const NO_ROOM = /availability in .+ for the whole stay/

function falselyRefused(
  { items, from, to, message }: Request,
  { hotel, requests, taken }: Round,
  stays: Map<string, Stay[]>
): string[] {
  const units = items.flatMap((item) => unitsOf(item, hotel))
  const wasFree = (room: string, date: string) =>
    !(stays.get(room) ?? []).some(
      (one) =>
        one.dates.includes(date) &&
        one.from <= to + SLACK_MS &&
        one.to >= from - SLACK_MS
    )
  const isFree = (room: string, date: string) => !taken.has(`${room} ${date}`)
  // Where nobody gives back, what is free in the end was free all the time.
  const isOnlyFilled = requests.every(({ released }) => released === null)
  return [
    ...(items.some((item) => item.group_id) && !NO_ROOM.test(message)
      ? [`it was told: ${message}`]
      : []),
    ...(canHouse(units, wasFree)
      ? ["sold out was said, though there was room all the time"]
      : []),
    ...(isOnlyFilled && canHouse(units, isFree)
      ? ["sold out was said, and what was wanted is free in the end"]
      : []),
  ]
}

/** One unit of what was asked for: its dates, and the rooms that will do. */
type Unit = { dates: string[]; rooms: string[] }

function unitsOf(item: HoldItemInput, { rooms }: Hotel): Unit[] {
  const { start_date, end_date, resource_id, quantity = 1 } = item
  const range = stayRange("night", start_date as string, end_date as string)
  const unit = {
    dates: datesOf(range),
    rooms: resource_id ? [resource_id] : rooms,
  }
  return Array.from({ length: quantity }, () => unit)
}

/** By brute force: every unit in every room that is free for all of it. */
function canHouse(
  units: Unit[],
  isFree: (room: string, date: string) => boolean,
  used: string[] = []
): boolean {
  const [unit, ...others] = units
  return (
    !unit ||
    unit.rooms.some((room) => {
      const nights = unit.dates.map((date) => `${room} ${date}`)
      return (
        unit.dates.every((date) => isFree(room, date)) &&
        !nights.some((night) => used.includes(night)) &&
        canHouse(others, isFree, [...used, ...nights])
      )
    })
  )
}

/** `room date` of every claim of a live hold or an allocation. */
export async function takenIn(world: World): Promise<Set<string>> {
  const rows = await world.sql<{ resource_id: string; date: string }>(
    "select resource_id, date::text as date from booking_claim"
  )
  return new Set(rows.map((row) => `${row.resource_id} ${row.date}`))
}
