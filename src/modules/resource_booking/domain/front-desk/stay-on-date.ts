import type { z } from "zod"

import type * as R from "../../records"
import { type CalendarDate, todayIn } from "../shared/calendar"
import { boundsOf, type RoomFacts, type StayFacts } from "./room-facts"

/** What has become of a stay by now. */
export type StayState = (typeof R.STAY_STATES)[number]

/**
 * A stay on one date: what is known of a date that is over, what is true today,
 * and what is to be expected of a date to come.
 */
export type StayOnDate = z.infer<typeof R.StayOnDate>

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

/** @returns null where the stay has nothing to do with the date */
export function stayOnDate(
  room: RoomFacts,
  stay: StayFacts,
  date: CalendarDate
): StayOnDate | null {
  const state = stateOf(room, stay)
  const { arrival, departure } = boundsOf(room.resource.span, stay)
  if (state === null || date < arrival) {
    return null
  }
  switch (state) {
    case "due":
      return dueOn(arrival, departure, date, room.today)
    case "in_house":
      return inHouseOn(room, stay, date)
    case "departed":
      return departedOn(room, stay, date)
    case "no_show":
      return date === arrival || stay.dates.includes(date)
        ? { is: "no_show", arrives: date === arrival, leaves: false }
        : null
  }
}

/** Until today they are still to come; from then on they will have come. */
function dueOn(
  arrival: CalendarDate,
  departure: CalendarDate,
  date: CalendarDate,
  today: CalendarDate
): StayOnDate | null {
  return date > departure
    ? null
    : {
        is: "expected",
        arrives: date === arrival || date <= today,
        leaves: date === departure,
      }
}

function inHouseOn(
  room: RoomFacts,
  stay: StayFacts,
  date: CalendarDate
): StayOnDate | null {
  const { departure } = boundsOf(room.resource.span, stay)
  const cameOn = dateOf(room, room.occupancy?.checked_in_at_ms)
  const isOverdue = date === room.today && date > departure
  if (date > departure && date > room.today) {
    return null
  }
  return date < cameOn
    ? NOT_YET_COME
    : {
        is: "in_house",
        arrives: date === cameOn,
        leaves: date === departure || isOverdue,
      }
}

function departedOn(
  room: RoomFacts,
  stay: StayFacts,
  date: CalendarDate
): StayOnDate | null {
  const { arrival } = boundsOf(room.resource.span, stay)
  const cameOn = dateOf(room, stay.arrived_at_ms) || arrival
  const leftOn = dateOf(room, stay.departed_at_ms)
  // Somebody who went on to another room has not left the house: of a resource
  // by the day, the date is used in both.
  const isElsewhere = stay.is_continued && !stay.dates.includes(date)
  if (date > leftOn || (date === leftOn && isElsewhere)) {
    return null
  }
  return date < cameOn
    ? NOT_YET_COME
    : {
        is: date === leftOn ? "departed" : "in_house",
        arrives: date === cameOn,
        leaves: date === leftOn && !stay.is_continued,
      }
}

const NOT_YET_COME: StayOnDate = {
  ...{ is: "expected", arrives: true, leaves: false },
}

/** Before all dates where it is not known. */
function dateOf(
  { resource }: RoomFacts,
  instantMs: number | null | undefined
): CalendarDate {
  return typeof instantMs === "number"
    ? todayIn(resource.timezone, instantMs)
    : ""
}
