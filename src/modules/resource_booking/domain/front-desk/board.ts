import type { z } from "@medusajs/framework/zod"

import type * as R from "../../records"
import { type CalendarDate, todayIn } from "../shared/calendar"
import type { Decision, RefusalCode } from "../shared/refusals"
import {
  decideCheckIn,
  decideCheckOut,
  decideGoingOn,
  decideNoShow,
  decideUndo,
  decideWalkIn,
} from "./decide-occupancy"
import type { HousekeepingStatus } from "./housekeeping"
import {
  boundsOf,
  closureOn,
  housekeepingOn,
  type RoomFacts,
  type StayFacts,
} from "./room-facts"

export type RoomStatus = (typeof R.ROOM_STATUSES)[number]
export type StayState = (typeof R.STAY_STATES)[number]

/** A button of the board: which stay it is for, or why it can't be pressed. */
export type BoardAction = z.infer<typeof R.BoardAction>

export type Tile<S> = {
  status: RoomStatus
  housekeeping_status: HousekeepingStatus
  occupant: S | null
  /** Who is to come that date, or should have come before. */
  arrival: S | null
  /** The occupant, if they leave that date or should have left before. */
  departure: S | null
  actions: BoardAction[]
}

/**
 * All that the board shows of a room on a date, derived from the records: none
 * of it is stored. On another date than its today nothing can be done.
 *
 * @param stays those of the room with dates around that date, and its occupant
 * @param held dates on which a live hold keeps it
 */
export function tileOf<S extends StayFacts>(
  room: RoomFacts,
  stays: S[],
  held: CalendarDate[],
  date: CalendarDate
): Tile<S> {
  const isNow = date === room.today
  const { occupancy } = room
  const inside = stays.find((s) => s.id === occupancy?.allocation_id) ?? null
  const arrival = arrivalOn(room, stays, date)
  const { span } = room.resource
  const leaves = inside && boundsOf(span, inside).departure
  const departure = leaves === date || (isNow && leaves && leaves < date)
  return {
    status: statusOf(room, stays, held, date),
    housekeeping_status: housekeepingOn(room, date),
    occupant: isNow ? inside : null,
    arrival,
    departure: departure ? inside : null,
    actions: isNow ? actionsOf(room, stays, inside, arrival) : [],
  }
}

/** The occupied comes first: whatever else is true, somebody is in. */
function statusOf(
  room: RoomFacts,
  stays: StayFacts[],
  held: CalendarDate[],
  date: CalendarDate
): RoomStatus {
  if (room.occupancy && date === room.today) {
    return "occupied"
  }
  const closure = closureOn(room, date)
  if (closure) {
    return closure
  }
  if (stays.some((s) => isConfirmed(s) && s.dates.includes(date))) {
    return "booked"
  }
  if (held.includes(date)) {
    return "held"
  }
  return room.resource.is_active ? "available" : "inactive"
}

const isConfirmed = ({ status }: StayFacts) => status === "confirmed"

/** The one that is due: today's before one that has not come for days. */
function arrivalOn<S extends StayFacts>(
  room: RoomFacts,
  stays: S[],
  date: CalendarDate
): S | null {
  const { span } = room.resource
  const due = stays
    .filter((stay) => stateOf(room, stay) === "due")
    .filter((stay) => {
      const { arrival, departure } = boundsOf(span, stay)
      const isLate = date === room.today && arrival < date && date <= departure
      return arrival === date || isLate
    })
    .sort((a, b) => ((a.dates[0] ?? "") < (b.dates[0] ?? "") ? 1 : -1))
  return due[0] ?? null
}

/** What has become of a stay; null for one that was canceled. */
export function stateOf(room: RoomFacts, stay: StayFacts): StayState | null {
  if (room.occupancy?.allocation_id === stay.id) {
    return "in_house"
  }
  if (stay.status === "canceled") {
    return null
  }
  if (stay.no_show_at_ms !== null) {
    return "no_show"
  }
  return stay.departed_at_ms === null ? "due" : "departed"
}

function actionsOf(
  room: RoomFacts,
  stays: StayFacts[],
  inside: StayFacts | null,
  arrival: StayFacts | null
): BoardAction[] {
  const last = inside ?? lastEnded(stays)
  return [
    // With a reason: whether one is needed, the board asks by itself.
    button("check_in", arrival, (stay) => decideCheckIn(room, stay, "late"), {
      code: "no_allocation",
      message: "Nobody is expected.",
    }),
    button("check_out", inside, (stay) => decideCheckOut(room, stay), EMPTY),
    button("move", inside, (stay) => decideGoingOn(room, stay), EMPTY),
    button("no_show", arrival, (stay) => decideNoShow(room, stay), {
      code: "no_allocation",
      message: "Nobody is expected.",
    }),
    pressed("walk_in", null, decideWalkIn(room)),
    button("undo", last, (stay) => decideUndo(room, stay), {
      code: "not_occupied",
      message: "There is nothing to undo.",
    }),
  ]
}

type Reason = { code: RefusalCode; message: string }

const EMPTY: Reason = { code: "not_occupied", message: "Nobody is checked in." }

function button(
  action: BoardAction["action"],
  stay: StayFacts | null,
  decide: (stay: StayFacts) => Decision<unknown>,
  without: Reason
): BoardAction {
  return stay
    ? pressed(action, stay.id, decide(stay))
    : { action, allocation_id: null, ...without }
}

function pressed(
  action: BoardAction["action"],
  allocation_id: string | null,
  decision: Decision<unknown>
): BoardAction {
  return decision.ok
    ? { action, allocation_id, code: null, message: null }
    : {
        ...{ action, allocation_id },
        ...{ code: decision.code, message: decision.message },
      }
}

/** Who has left, or has not come, most recently. */
function lastEnded<S extends StayFacts>(stays: S[]): S | null {
  const endedAt = (s: S) => s.departed_at_ms ?? s.no_show_at_ms
  const ended = stays
    .filter((s) => isConfirmed(s) && !s.is_continued && endedAt(s) !== null)
    .sort((a, b) => Number(endedAt(b)) - Number(endedAt(a)))
  return ended[0] ?? null
}

/**
 * Whether a stay comes on a date: not its continuation in another room, and
 * with those that should have come before.
 */
export function isArrivalOn(
  room: RoomFacts,
  stay: StayFacts,
  date: CalendarDate
): boolean {
  const state = stateOf(room, stay)
  const { span, timezone } = room.resource
  const { arrival, departure } = boundsOf(span, stay)
  const cameAt =
    state === "in_house" ? room.occupancy?.checked_in_at_ms : stay.arrived_at_ms
  const cameBefore =
    typeof cameAt === "number" && todayIn(timezone, cameAt) < arrival
  if (state === null || cameBefore) {
    return false
  }
  const isLate = state === "due" && date === room.today && arrival < date
  return arrival === date || (isLate && date <= departure)
}

/** Whether a stay ends on a date, early or late; not where it goes on. */
export function isDepartureOn(
  room: RoomFacts,
  stay: StayFacts,
  date: CalendarDate
): boolean {
  const state = stateOf(room, stay)
  const { span, timezone } = room.resource
  const { departure } = boundsOf(span, stay)
  if (state === "departed") {
    const left = todayIn(timezone, stay.departed_at_ms as number)
    return !stay.is_continued && left === date
  }
  const isOverdue = state === "in_house" && date === room.today
  return state === "in_house" || state === "due"
    ? departure === date || (isOverdue && departure < date)
    : false
}
