import { z } from "zod"

import { Group, Resource } from "./catalog"
import {
  about,
  CalendarDate,
  field,
  Figure,
  Flag,
  Int,
  Moment,
  record,
  SERVER_TIME,
  Text,
} from "./fields"
import { CLOSED_REASONS } from "./words"

const ClosedReason = z.enum(CLOSED_REASONS)

export const AvailabilityEntry = record(
  "AvailabilityEntry",
  "What is free on one date, and if too little, why.",
  {
    date: field(CalendarDate, "The date.", "2027-01-02"),
    max_capacity: field(Int, "Its capacity.", 6),
    held: field(Int, "Units that live holds have.", 2),
    allocated: field(Int, "Units that are sold.", 0),
    available_capacity: field(Int, "Units that are free: never below 0.", 4),
    is_available: field(
      Flag,
      "Whether the quantity is free and nothing else closes the date.",
      false
    ),
    reason: field(
      ClosedReason.optional(),
      "If it is not available, why: the first that applies.",
      "held"
    ),
    may_free_at: field(
      Moment.optional(),
      "With `held`: when the first of the holds ends at the earliest.",
      "2026-11-21T04:33:19.554Z"
    ),
  }
)

const RESOURCE_HEAD = about(
  Resource.pick({
    id: true,
    name: true,
    type: true,
    timezone: true,
    span: true,
  }),
  {
    id: "ResourceHead",
    description: "What an availability says of its resource.",
  }
)

const GROUP_HEAD = about(Group.pick({ id: true, name: true, type: true }), {
  id: "GroupHead",
  description: "What an availability says of its group.",
})

export const Availability = record(
  "Availability",
  "What is free on each date of a stay: of a resource, or of a group.",
  {
    resource: field(
      RESOURCE_HEAD.optional(),
      "The resource, if one was asked for."
    ),
    group: field(GROUP_HEAD.optional(), "The group, if one was asked for."),
    dates: field(
      z.array(AvailabilityEntry),
      "An entry for each date; for `night`, those of the nights."
    ),
    all_dates_available: field(
      Flag,
      "Whether each of the dates is available.",
      false
    ),
    quantity: field(Int, "The quantity that was asked for.", 5),
    server_time: SERVER_TIME,
  }
)

/** Figures of one resource, each list aligned with the calendar's dates. */
const FIGURES = {
  max_capacity: field(z.array(Int), "The capacity of each date.", [1]),
  held: field(z.array(Int), "Units that live holds have, by date.", [0]),
  allocated: field(z.array(Int), "Units that are sold, by date.", [1]),
  available_capacity: field(z.array(Int), "Units that are free, by date.", [0]),
  reason: field(
    z.array(ClosedReason.nullable()),
    "Why one unit can't be had, by date; null where it can.",
    ["sold_out"]
  ),
}
export const CalendarFigures = z.strictObject(FIGURES)

export const CalendarBooking = record(
  "CalendarBooking",
  "A confirmed allocation, or an item of a live hold.",
  {
    kind: field(z.enum(["allocation", "hold"]), "Which of both.", "allocation"),
    id: field(Text, "The allocation's id, or the hold's.", "balloc_0mh2v3k4"),
    hold_id: field(
      Text,
      "The hold that it is, or came from.",
      "bhold_0mh2v3k4"
    ),
    start_date: field(CalendarDate, "Its first date.", "2026-12-30"),
    end_date: field(
      CalendarDate,
      "Its check-out date for `night`, its last day for `day`.",
      "2027-01-02"
    ),
    dates: field(
      z.array(CalendarDate).nullable(),
      "Its dates, if there are gaps between them; null otherwise.",
      ["2026-12-30", "2027-01-01"]
    ),
    quantity: field(Int, "How many units it has.", 1),
    order_id: field(Text.nullable(), "Its order.", "order_01K9ZQ"),
    customer_id: field(Text.nullable(), "Its customer.", "cus_01K9ZC"),
    email: field(Text.nullable(), "Who booked.", "ann@example.com"),
    guests: field(z.array(Text), "The names of its guests.", ["Ann Example"]),
    note: field(Text.nullable(), "For staff.", "Late arrival"),
    expires_at: field(
      Moment.nullable(),
      "When the hold ends; null for an allocation.",
      "2026-11-21T09:30:00.000Z"
    ),
  }
)

/** What the calendar and the board say of a resource. */
export const RESOURCE_ON_BOARD = {
  id: true,
  name: true,
  type: true,
  group_id: true,
  timezone: true,
  span: true,
  is_active: true,
} as const

export const CalendarResource = about(
  Resource.pick(RESOURCE_ON_BOARD).extend({
    ...FIGURES,
    bookings: field(
      z.array(CalendarBooking),
      "What has at least one of the dates, by start."
    ),
  }),
  {
    id: "CalendarResource",
    description: "A resource with its figures on the calendar's dates.",
  }
)

export const Calendar = record("Calendar", "Resources × dates.", {
  dates: field(
    z.array(CalendarDate),
    "The dates that the resources' lists are aligned with.",
    ["2027-01-01"]
  ),
  resources: field(z.array(CalendarResource), "A page of them, by name."),
  count: field(Int, "How many resources there are in all.", 12),
  offset: field(Int, "How many were skipped.", 0),
  limit: field(Int, "How many the page has at most.", 100),
  server_time: SERVER_TIME,
})

export const SetCapacityResult = record(
  "SetCapacityResult",
  "What became of the dates of a period.",
  {
    created: field(
      z.array(CalendarDate),
      "Dates that have a capacity of their own now, and had none.",
      ["2027-01-01"]
    ),
    updated: field(
      z.array(CalendarDate),
      "Dates whose own capacity was changed.",
      ["2027-01-02"]
    ),
    skipped: field(
      z.array(CalendarDate),
      "Dates that were left as they were.",
      ["2027-01-03"]
    ),
  }
)

const CAPACITY_FIGURES = {
  capacity: field(Figure, "Unit-dates that there are.", 31),
  allocated: field(Figure, "Unit-dates that are sold.", 20),
  held: field(Figure, "Unit-dates that live holds have.", 1),
  available: field(Figure, "Unit-dates that are free.", 10),
  utilization: field(
    Figure,
    "The share of the capacity that is sold, 0 to 1.",
    0.6452
  ),
}

export const CapacityFigures = record(
  "CapacityFigures",
  "Capacity and what has become of it, in unit-dates.",
  CAPACITY_FIGURES
)

export const CapacityReport = record(
  "CapacityReport",
  "A resource's capacity, in all and by period.",
  {
    summary: field(CapacityFigures, "All periods together."),
    periods: field(
      z.array(
        record("CapacityPeriod", "A period's figures.", {
          ...CAPACITY_FIGURES,
          start_date: field(CalendarDate, "Its first date.", "2027-01-01"),
          end_date: field(CalendarDate, "Its last date.", "2027-01-31"),
        })
      ),
      "By start; the first and the last are cut to the range."
    ),
  }
)

/** A stored date's capacity, as `query.graph` reads it. */
export const GraphCapacity = record(
  "GraphCapacity",
  "The capacity of a resource on a date.",
  {
    id: field(
      Text,
      "The resource's id and the date.",
      "bres_0mh2v3k4:2027-01-15"
    ),
    resource_id: field(Text, "The resource.", "bres_0mh2v3k4"),
    date: field(CalendarDate, "The date.", "2027-01-15"),
    max_capacity: field(Int, "Units that there are.", 12),
    held: field(Int, "Units that live holds keep.", 2),
    allocated: field(Int, "Units that are sold.", 6),
    available_capacity: field(Int, "Units that are free.", 4),
  }
)
