import { z } from "zod"

import { field, Int, Moment, record, SERVER_TIME, Text } from "./fields"
import { Hold } from "./holds"

const LINE_ITEM_ID = field(Text, "The cart's line.", "cali_01K9ZL")
const HOLD_ID = field(Text, "Its hold.", "bhold_0mh2v3k4")

export const CartBooking = record(
  "CartBooking",
  "A line of a cart, and the hold of its dates.",
  { line_item_id: LINE_ITEM_ID, hold: field(Hold, "Its hold.") }
)

/** A booking that went with its line, for which there was no price. */
export const UnpricedBooking = record(
  "UnpricedBooking",
  "A booking that left the cart, since it has no price in the cart's currency.",
  {
    line_item_id: LINE_ITEM_ID,
    hold_id: HOLD_ID,
    reason: field(Text, "Why, in a sentence.", "There is no price in EUR."),
  }
)

/** The holds of a cart's lines; null and 0 when none of them lives. */
export const CartBookings = z.strictObject({
  bookings: field(z.array(CartBooking), "What is booked."),
  expires_at: field(
    Moment.nullable(),
    "When all of its holds end; null if none is live.",
    "2026-11-21T04:33:17.324Z"
  ),
  server_time: SERVER_TIME,
  time_remaining_seconds: field(
    Int,
    "Whole seconds until then; 0 if none is live.",
    1800
  ),
})
