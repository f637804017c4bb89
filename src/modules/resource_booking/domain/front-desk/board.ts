import type { z } from "zod"

import type * as R from "../../records"
import type { CalendarDate } from "../shared/calendar"
import type { Decision, Refusal } from "../shared/refusals"
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
import { stateOf, type StayOnDate, stayOnDate } from "./stay-on-date"

export type RoomStatus = (typeof R.ROOM_STATUSES)[number]

/** A button of the board: which stay it is for, or why it can't be pressed. */
export type BoardAction = z.infer<typeof R.BoardAction>

export type Tile<S> = {
  status: RoomStatus
  housekeeping_status: HousekeepingStatus
  occupant: S | null
  /** Who is to come on that date, or should have come before. */
  arrival: S | null
  /** Who is in now, if they leave on that date or should have left before. */
  departure: S | null
  /** All that the room has to do with on the date; who leaves comes first. */
  stays: { stay: S; on_date: StayOnDate }[]
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
  const there = staysOn(room, stays, date)
  const inside = stays.find((s) => s.id === occupancy?.allocation_id) ?? null
  const arrival = arrivalOn(room, stays, date)
  const departure = there.find(
    ({ stay, on_date }) => stay === inside && on_date.leaves
  )
  return {
    status: statusOf(room, there, held, date),
    housekeeping_status: housekeepingOn(room, date),
    occupant: isNow ? inside : null,
    arrival,
    departure: departure?.stay ?? null,
    stays: there,
    actions: isNow ? actionsOf(room, stays, inside, arrival) : [],
  }
}

function staysOn<S extends StayFacts>(
  room: RoomFacts,
  stays: S[],
  date: CalendarDate
): Tile<S>["stays"] {
  return stays
    .flatMap((stay) => {
      const on_date = stayOnDate(room, stay, date)
      return on_date ? [{ stay, on_date }] : []
    })
    .sort((a, b) => Number(b.on_date.leaves) - Number(a.on_date.leaves))
}

/** Of somebody who is out again, the date is still theirs. */
const BOOKED_AS = {
  expected: "booked",
  in_house: "occupied",
  departed: "departed",
  no_show: "no_show",
} as const satisfies Record<StayOnDate["is"], RoomStatus>

/** The occupied comes first: whatever else is true, somebody is in. */
function statusOf(
  room: RoomFacts,
  stays: Tile<StayFacts>["stays"],
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
  const having = stays.find(
    ({ stay }) => isConfirmed(stay) && stay.dates.includes(date)
  )
  if (having) {
    return BOOKED_AS[having.on_date.is]
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
      details: { kind: "nobody_expected" },
    }),
    button("check_out", inside, (stay) => decideCheckOut(room, stay), EMPTY),
    button("move", inside, (stay) => decideGoingOn(room, stay), EMPTY),
    button("no_show", arrival, (stay) => decideNoShow(room, stay), {
      code: "no_allocation",
      message: "Nobody is expected.",
      details: { kind: "nobody_expected" },
    }),
    pressed("walk_in", null, decideWalkIn(room)),
    button("undo", last, (stay) => decideUndo(room, stay), {
      code: "not_occupied",
      message: "There is nothing to undo.",
      details: { kind: "nothing_to_undo" },
    }),
  ]
}

type Reason = Pick<Refusal, "code" | "message" | "details">

const EMPTY: Reason = {
  ...{ code: "not_occupied", message: "Nobody is checked in." },
  details: { kind: "nobody_in" },
}

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
    ? { action, allocation_id, code: null, message: null, details: null }
    : {
        ...{ action, allocation_id },
        ...{ code: decision.code, message: decision.message },
        details: decision.details,
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
