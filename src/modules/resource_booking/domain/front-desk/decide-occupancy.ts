/**
 * What the front desk may do, decided from what is true now. The board's
 * buttons ask the same functions as the operations do.
 */
import { type CalendarDate, datesOf, stayRange } from "../shared/calendar"
import { checkLength } from "../shared/date-ranges"
import { dateInWords } from "../shared/date-words"
import { MAX_RESOURCE_DATES } from "../shared/demand"
import {
  accept,
  type Decision,
  firstByPrecedence,
  type Objection,
  objection,
  type Refusal,
  type RefusalCode,
  refuse,
} from "../shared/refusals"
import { cleanliness } from "./housekeeping"
import {
  boundsOf,
  closureOn,
  hasRoomOn,
  isRoom,
  isToday,
  type RoomFacts,
  type StayFacts,
  usedDates,
} from "./room-facts"

/**
 * Whether somebody may be given the key: on the day of arrival, or later during
 * the stay with a reason; into a room that is empty, clean and open.
 *
 * @param reason why not on the day of arrival; empty is none
 */
export function decideCheckIn(
  room: RoomFacts,
  stay: StayFacts,
  reason: string
): Decision<null> {
  const objections = [
    ...arrivalObjections(room, stay, reason),
    ...entryObjections(room),
  ]
  return ending(stay) ?? firstByPrecedence(objections) ?? accept(null)
}

/** Whether somebody without a booking may have a room from today on. */
export function decideWalkIn(room: RoomFacts): Decision<null> {
  return firstByPrecedence(entryObjections(room)) ?? accept(null)
}

/** The dates that a stay keeps and those that it gives back. */
export type EndPlan = { kept: CalendarDate[]; freed: CalendarDate[] }

/**
 * Whether somebody may leave; with the dates that are free from then on. It is
 * asked of who is in, whatever has become of the allocation meanwhile.
 */
export function decideCheckOut(
  room: RoomFacts,
  stay: StayFacts
): Decision<EndPlan> {
  const absent = absence(room, stay)
  return absent ?? accept(endPlan(room, stay))
}

/** Whether somebody who was expected may be said not to come. */
export function decideNoShow(
  room: RoomFacts,
  stay: StayFacts
): Decision<EndPlan> {
  const ended = ending(stay)
  if (ended) {
    return ended
  }
  if (room.occupancy?.allocation_id === stay.id) {
    return refuse("already_occupied", "The guest has already checked in.", {
      kind: "guest_in",
    })
  }
  const { arrival } = boundsOf(room.resource.span, stay)
  return arrival > room.today
    ? refuse(
        "not_arrival_day",
        `The guest is expected on ${dateInWords(arrival)}.`,
        { kind: "early", dates: [arrival] }
      )
    : accept(endPlan(room, stay))
}

/** Whether the stay of who is in may be changed at all. */
export function decideGoingOn(
  room: RoomFacts,
  stay: StayFacts
): Decision<null> {
  const message = "This allocation was canceled. Check the guest out."
  return (
    absence(room, stay) ??
    (stay.status === "canceled" ? refuse("canceled", message) : accept(null))
  )
}

/** How a stay that goes on is to be changed. */
export type StayChange = {
  /** Dates that it had in the room that it leaves; none where it stays. */
  past: CalendarDate[]
  /** Its dates from then on; all of them where it stays in the room. */
  rest: CalendarDate[]
}

/**
 * Whether who is in may stay for longer or shorter, or go to another room for
 * the rest of the stay. Whether the other dates are free is another decision.
 *
 * @param target another room
 * @param endDate check-out date, or last day
 */
export function decideStayChange(
  room: RoomFacts,
  stay: StayFacts,
  target: RoomFacts | null,
  endDate: CalendarDate | null
): Decision<StayChange> {
  const going = decideGoingOn(room, stay)
  if (!going.ok) {
    return going
  }
  if (!target && endDate === null) {
    return refuse(
      "invalid_data",
      "Give another resource, a new end date, or both.",
      { kind: "unchanged" }
    )
  }
  if (target && target.resource.id === room.resource.id) {
    return refuse("invalid_data", "The guest is already in this resource.", {
      kind: "same_room",
    })
  }
  if (target && target.resource.span !== room.resource.span) {
    const message = "One resource is booked by the night, the other by the day."
    return refuse("target_unavailable", message, {
      ...{ reason: "invalid_data", kind: "mixed_spans" },
    })
  }
  const dates = datesUntil(room, stay, endDate)
  if (!dates.ok) {
    return dates
  }
  if (!target) {
    return accept({ past: [], rest: dates.value })
  }
  const rest = dates.value.filter((date) => date >= room.today)
  const past = stay.dates.filter((date) => date < room.today)
  return rest.length > 0
    ? targetDecision(target, { past, rest })
    : refuse("no_allocation", "The stay is over. Give it a later end date.", {
        kind: "over",
      })
}

/** What an undo takes back. */
export type Undo =
  | { what: "check_in" }
  | { what: "check_out" | "no_show"; dates: CalendarDate[] }

/** Whether the last step of a stay may be taken back: on the same day. */
export function decideUndo(room: RoomFacts, stay: StayFacts): Decision<Undo> {
  const { occupancy } = room
  if (occupancy?.allocation_id === stay.id) {
    return isToday(room, occupancy.checked_in_at_ms)
      ? accept({ what: "check_in" })
      : notToday("check_in")
  }
  if (stay.status === "canceled") {
    return refuse(
      "canceled",
      "This allocation was canceled.",
      replacement(stay)
    )
  }
  if (stay.is_continued) {
    return refuse(
      "not_occupied",
      "The guest has moved on to another room. Use move instead.",
      { kind: "moved_on" }
    )
  }
  const dates = [...stay.dates, ...stay.freed_dates].sort()
  if (stay.no_show_at_ms !== null) {
    return isToday(room, stay.no_show_at_ms)
      ? accept({ what: "no_show", dates })
      : notToday("no_show")
  }
  if (stay.departed_at_ms === null) {
    return refuse(
      "not_occupied",
      "There is nothing to undo: nobody has checked in.",
      { kind: "nothing_to_undo" }
    )
  }
  if (!isToday(room, stay.departed_at_ms)) {
    return notToday("check_out")
  }
  return occupancy
    ? refuse("already_occupied", `${room.resource.name} is occupied now.`, {
        ...{ resource_id: room.resource.id, name: room.resource.name },
      })
    : accept({ what: "check_out", dates })
}

/**
 * Whether an allocation may be changed as one that nobody has come for yet.
 *
 * @param inside how many are in by it
 */
export function decideNobodyIn(inside: number): Decision<null> {
  const message =
    "The guest is checked in. Move them or check them out at the front desk."
  return inside === 0
    ? accept(null)
    : refuse("already_occupied", message, { kind: "in_by_allocation" })
}

/** Whether a stay's dates can still be changed: not once it is over. */
export function decideNotOver(allocation: {
  departed_at: string | null
  no_show_at: string | null
}): Decision<null> {
  const { departed_at, no_show_at } = allocation
  return departed_at === null && no_show_at === null
    ? accept(null)
    : refuse("no_allocation", "This stay is over.", { kind: "over" })
}

function notToday(kind: keyof typeof STEPS): Decision<never> {
  const message = `The ${STEPS[kind]} was not today and can't be undone.`
  return refuse("not_same_day", message, { kind })
}

const STEPS = {
  check_in: "check-in",
  check_out: "check-out",
  no_show: "no-show",
}

function endPlan(room: RoomFacts, stay: StayFacts): EndPlan {
  const kept = usedDates(room.resource.span, stay.dates, room.today)
  return { kept, freed: stay.dates.filter((date) => !kept.includes(date)) }
}

const replacement = ({ replaced_by }: StayFacts) =>
  replaced_by === null ? {} : { replaced_by }

/** Why a stay can't begin any more. */
function ending(stay: StayFacts): Refusal | null {
  if (stay.status === "canceled") {
    const message = stay.replaced_by
      ? "This allocation was moved."
      : "This allocation was canceled."
    return refuse("canceled", message, replacement(stay))
  }
  if (stay.departed_at_ms !== null) {
    return refuse("no_allocation", "This stay is over.", { kind: "over" })
  }
  return stay.no_show_at_ms === null
    ? null
    : refuse("no_allocation", "The guest was marked as a no-show.", {
        kind: "no_show",
      })
}

/** Against coming today. */
function arrivalObjections(
  { resource, today }: RoomFacts,
  stay: StayFacts,
  reason: string
): Objection[] {
  const { arrival, departure } = boundsOf(resource.span, stay)
  if (!hasRoomOn(resource.span, stay, today)) {
    const isGap = arrival < today && today < departure
    const message = isGap
      ? `This stay doesn't have ${resource.name} today.`
      : `This stay has ${resource.name} from ${dateInWords(arrival)} to ${dateInWords(departure)}.`
    const details = {
      ...({ kind: isGap ? "gap" : "elsewhere", name: resource.name } as const),
      ...{ start_date: arrival, end_date: departure },
    }
    return [objection("no_allocation", message, details, today)]
  }
  if (today > arrival && reason.trim() === "") {
    const message = `Arrival was on ${dateInWords(arrival)}. Add a note that says why check-in is today.`
    return [objection("not_arrival_day", message, { kind: "late" }, arrival)]
  }
  return []
}

const CLOSED: Record<
  NonNullable<ReturnType<typeof closureOn>>,
  { code: RefusalCode; why: string }
> = {
  out_of_order: { code: "room_out_of_order", why: "is out of order" },
  maintenance: { code: "room_out_of_order", why: "is under maintenance" },
  frozen: { code: "room_frozen", why: "is frozen" },
  blackout: { code: "room_frozen", why: "is closed today" },
}

/** Against anybody's going in. */
function entryObjections(room: RoomFacts): Objection[] {
  const { name, id } = room.resource
  const details = { resource_id: id, name }
  const against: Objection[] = []
  if (!isRoom(room.resource)) {
    const message = `${name} can't be used at the front desk: its default capacity is not 1.`
    const why = { kind: "no_room", ...details } as const
    against.push(objection("invalid_data", message, why))
  }
  if (room.occupancy) {
    const message = `${name} is occupied.`
    against.push(objection("already_occupied", message, details))
  }
  const closure = closureOn(room, room.today)
  if (closure) {
    const { code, why } = CLOSED[closure]
    const message = `${name} ${why}.`
    against.push({ code, message, details: { kind: closure, ...details } })
  }
  if (cleanliness(room.task) === "dirty") {
    const message = `${name} is not clean yet.`
    against.push(objection("room_dirty", message, details))
  }
  return against
}

function absence(room: RoomFacts, stay: StayFacts): Decision<never> | null {
  return room.occupancy?.allocation_id === stay.id
    ? null
    : refuse("not_occupied", `The guest is not in ${room.resource.name}.`, {
        ...{ kind: "not_in", name: room.resource.name },
      })
}

/** A stay's dates with another end; those that are past stay. */
function datesUntil(
  { resource, today }: RoomFacts,
  stay: StayFacts,
  endDate: CalendarDate | null
): Decision<CalendarDate[]> {
  if (endDate === null) {
    return accept(stay.dates)
  }
  const range = checkLength(
    stayRange(resource.span, stay.dates[0] as CalendarDate, endDate),
    MAX_RESOURCE_DATES
  )
  if (!range.ok) {
    return range
  }
  if (endDate < today || (resource.span === "night" && endDate === today)) {
    const message =
      "The new end date is not after today. Check the guest out instead."
    return refuse("invalid_range", message, { kind: "not_after_today" })
  }
  const wanted = datesOf(range.value)
  const isOwn = (date: CalendarDate) => stay.dates.includes(date)
  return accept(wanted.filter((date) => isOwn(date) || date >= today))
}

/** Whether the other room can be entered; its reason is named. */
function targetDecision(
  target: RoomFacts,
  change: StayChange
): Decision<StayChange> {
  const against = firstByPrecedence(entryObjections(target))
  return against
    ? refuse("target_unavailable", against.message, {
        ...against.details,
        reason: against.code,
      })
    : accept(change)
}
