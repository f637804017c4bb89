import { z } from "zod"

import {
  about,
  Anything,
  CalendarDate,
  CREATED_AT,
  field,
  Flag,
  Int,
  Moment,
  record,
  SERVER_TIME,
  Text,
  UPDATED_AT,
} from "./fields"
import { HOLD_STATUSES } from "./words"

export const STAY_DATES = {
  start_date: field(CalendarDate, "Its first date.", "2027-01-15"),
  end_date: field(
    CalendarDate,
    "The check-out date for `night`, the last day for `day`; of a list with gaps, the last date.",
    "2027-01-17"
  ),
  dates: field(z.array(CalendarDate), "All of its dates.", [
    "2027-01-15",
    "2027-01-16",
  ]),
}

export const HoldItem = record(
  "HoldItem",
  "Units of one resource that a hold has.",
  {
    id: field(Text, "The item's id.", "bitem_0mh2v3k4"),
    resource_id: field(Text, "The resource.", "bres_0mh2v3k4"),
    group_id: field(
      Text.nullable(),
      "The group that it was chosen from, if a group was asked for.",
      null
    ),
    ...STAY_DATES,
    quantity: field(Int, "How many units.", 1),
  }
)

export const Hold = record("Hold", "A hold: dates that are kept for a while.", {
  id: field(Text, "The hold's id.", "bhold_0mh2v3k4"),
  status: field(
    z.enum(HOLD_STATUSES),
    "What has become of it; past its end it is expired.",
    "active"
  ),
  expires_at: field(Moment, "When it ends.", "2026-11-21T04:33:17.324Z"),
  items: field(z.array(HoldItem), "What it keeps."),
  cart_id: field(Text.nullable(), "The cart that it is for.", "cart_01K9ZD"),
  order_id: field(
    Text.nullable(),
    "The order that it was confirmed for.",
    null
  ),
  metadata: field(Anything, "The client's own data.", { source: "search" }),
  created_at: CREATED_AT,
  updated_at: UPDATED_AT,
})

export const AdminHold = about(
  Hold.extend({
    customer_id: field(Text.nullable(), "The customer's id.", "cus_01K9ZC"),
    email: field(
      Text.nullable(),
      "Where staff can reach whoever placed it.",
      "ann@example.com"
    ),
  }),
  { id: "AdminHold", description: "A hold as staff see it." }
)

/** A clock that a client can count down by. */
export const COUNTDOWN = {
  server_time: SERVER_TIME,
  time_remaining_seconds: field(
    Int,
    "Whole seconds until it ends; 0 if it has ended.",
    1800
  ),
}

export const REPLAYED = field(
  z.literal(true).optional(),
  "True if the request repeats an earlier one, which did the work."
)

const ANSWER = {
  hold: field(Hold, "The hold as it is now."),
  token: field(
    Text,
    "Opens the hold: send it in the header `x-booking-hold-token`.",
    "6fFa2KAG_65_4Wp48nN05drW-dV70JLQ4DUXEuFxyCg"
  ),
  ...COUNTDOWN,
}

/** As a route of one hold answers it. */
export const OwnHold = record(
  "OwnHold",
  "A hold as its owner gets it, with the server's clock beside it.",
  ANSWER
)

export const PlacedHold = record(
  "PlacedHold",
  "A hold that was placed, now or by the same request before.",
  { ...ANSWER, idempotent_replay: REPLAYED }
)

export const ExtendedHold = record(
  "ExtendedHold",
  "A hold that staff extended.",
  { hold: field(AdminHold, "The hold as it is now."), ...COUNTDOWN }
)

export const IS_REPEATED = field(
  Flag,
  "True if it had been done before.",
  false
)
