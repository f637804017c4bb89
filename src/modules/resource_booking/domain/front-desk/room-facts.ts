import { inForceOn } from "../shared/availability"
import {
  addDays,
  type CalendarDate,
  type Span,
  stayBounds,
  todayIn,
} from "../shared/calendar"
import type { BlackoutFacts, ResourceFacts } from "../shared/facts"
import {
  cleanliness,
  type HousekeepingStatus,
  type OutOfOrderStatus,
  type TaskStatus,
} from "./housekeeping"

/**
 * What the front desk must know of a resource. It is called a room here,
 * whatever it is: one person or party is in it at a time.
 */
export type RoomFacts = {
  resource: ResourceFacts & { type: string }
  /** Its date, in its own zone. */
  today: CalendarDate
  /** Who is in it now. */
  occupancy: OccupancyFacts | null
  /** The latest that was not canceled. */
  task: TaskFacts | null
  /** What closes it, on whatever date. */
  closures: ClosureFacts[]
}

export type OccupancyFacts = {
  resource_id: string
  allocation_id: string
  checked_in_at_ms: number
  actor_type: string
  actor_id: string | null
}

export type TaskFacts = {
  id: string
  resource_id: string
  allocation_id: string | null
  status: TaskStatus
  due_date: CalendarDate
  assignee_id: string | null
}

export type ClosureFacts = BlackoutFacts & { reason: string }

/** An allocation, as the front desk sees it. */
export type StayFacts = {
  id: string
  status: "confirmed" | "canceled"
  replaced_by: string | null
  resource_id: string
  dates: CalendarDate[]
  quantity: number
  /** Of one that is over; while somebody is in, the occupancy says it. */
  arrived_at_ms: number | null
  departed_at_ms: number | null
  no_show_at_ms: number | null
  /** Given back when it ended before its time. */
  freed_dates: CalendarDate[]
  /** The rest of it is in another allocation, that of another room. */
  is_continued: boolean
}

export type Closure = OutOfOrderStatus | "frozen" | "blackout"

/** What closes a room on a date, the gravest first. */
export function closureOn(
  { resource, closures }: Pick<RoomFacts, "resource" | "closures">,
  date: CalendarDate
): Closure | null {
  const inForce = inForceOn(resource, date, closures)
  const broken = inForce.find((c) => c.kind === "out_of_order")
  if (broken) {
    return broken.reason === "maintenance" ? "maintenance" : "out_of_order"
  }
  if (inForce.some((c) => c.kind === "freeze")) {
    return "frozen"
  }
  return inForce.length > 0 ? "blackout" : null
}

/** What housekeeping says of a room on a date. */
export function housekeepingOn(
  room: RoomFacts,
  date: CalendarDate
): HousekeepingStatus {
  const closure = closureOn(room, date)
  return closure === "out_of_order" || closure === "maintenance"
    ? closure
    : cleanliness(room.task)
}

/** Only what one party has at a time is entered. */
export function isRoom(resource: Pick<ResourceFacts, "default_capacity">) {
  return resource.default_capacity === 1
}

/** Check-in and check-out date; for days, the first and the last. */
export function boundsOf(
  span: Span,
  stay: Pick<StayFacts, "dates">
): { arrival: CalendarDate; departure: CalendarDate } {
  const { start_date, end_date } = stayBounds(span, stay.dates)
  return { arrival: start_date, departure: end_date }
}

/** Whether a stay has the room on a date; of a night, until its morning. */
export function hasRoomOn(
  span: Span,
  { dates }: Pick<StayFacts, "dates">,
  date: CalendarDate
): boolean {
  const isMorning = span === "night" && dates.includes(addDays(date, -1))
  return isMorning || dates.includes(date)
}

/**
 * The dates of a stay that ends today: those before, and of a room by the day
 * today's, which is used. The first one always: a stay without a date would
 * be none.
 */
export function usedDates(
  span: Span,
  dates: CalendarDate[],
  today: CalendarDate
): CalendarDate[] {
  const end = span === "night" ? today : addDays(today, 1)
  const used = dates.filter((date) => date < end)
  return used.length > 0 ? used : dates.slice(0, 1)
}

/** Whether an instant was on a room's today. */
export function isToday(room: RoomFacts, instantMs: number): boolean {
  return todayIn(room.resource.timezone, instantMs) === room.today
}
