import { z } from "zod"

import {
  about,
  CREATED_AT,
  field,
  Int,
  Moment,
  record,
  Text,
  UPDATED_AT,
} from "./fields"
import { Hold, IS_REPEATED, REPLAYED, STAY_DATES } from "./holds"
import { ALLOCATION_STATUSES } from "./words"

/** Somebody who comes: personal data, never in the log or an event. */
export const Guest = record("Guest", "Somebody who comes.", {
  name: field(Text, "Their name, 1 to 255 characters.", "Ann Example"),
  email: field(Text.optional(), "Their e-mail.", "ann@example.com"),
  phone: field(
    Text.optional(),
    "Their phone number, at most 64 characters.",
    "+61 7 5550 1234"
  ),
})

export const Allocation = record(
  "Allocation",
  "A confirmed booking: dates that belong to an order, or to whom staff booked for.",
  {
    id: field(Text, "The allocation's id.", "balloc_0mh2v3k4"),
    status: field(
      z.enum(ALLOCATION_STATUSES),
      "Whether it still has its dates.",
      "confirmed"
    ),
    resource_id: field(Text, "The resource.", "bres_0mh2v3k4"),
    order_id: field(
      Text.nullable(),
      "Its order; null for what staff booked without one.",
      "order_01K9ZQ"
    ),
    line_item_id: field(Text.nullable(), "The order's line.", "ordli_01K9ZL"),
    hold_id: field(Text, "The hold that it came from.", "bhold_0mh2v3k4"),
    ...STAY_DATES,
    quantity: field(Int, "How many units.", 1),
    segment: field(Int, "1, plus one for each move.", 1),
    replaced_by: field(
      Text.nullable(),
      "The allocation that it was moved to.",
      null
    ),
    guests: field(z.array(Guest), "Who comes."),
    note: field(Text.nullable(), "For staff.", "Late arrival"),
    arrived_at: field(
      Moment.nullable(),
      "When somebody checked in.",
      "2027-01-15T05:10:00.000Z"
    ),
    departed_at: field(
      Moment.nullable(),
      "When they checked out.",
      "2027-01-17T00:05:00.000Z"
    ),
    no_show_at: field(
      Moment.nullable(),
      "When it was marked that nobody came.",
      null
    ),
    canceled_at: field(Moment.nullable(), "When it was canceled.", null),
    created_at: CREATED_AT,
    updated_at: UPDATED_AT,
  }
)

/** Without what only staff see. */
export const ShopAllocation = about(
  Allocation.omit({
    guests: true,
    note: true,
    arrived_at: true,
    departed_at: true,
    no_show_at: true,
  }),
  {
    id: "ShopAllocation",
    description: "An allocation as shoppers see it.",
  }
)

export const CreateAllocationsResult = record(
  "CreateAllocationsResult",
  "What staff booked for somebody.",
  {
    allocations: field(z.array(Allocation), "One for each item."),
    idempotent_replay: REPLAYED,
  }
)

export const MoveResult = record("MoveResult", "A moved allocation.", {
  allocation: field(Allocation, "The new one."),
  replaced: field(
    Allocation,
    "The old one: canceled, and `replaced_by` the new one."
  ),
})

export const ConfirmResult = record(
  "ConfirmResult",
  "A hold that was confirmed, and what its order has now.",
  {
    hold: field(Hold, "The hold."),
    allocations: field(z.array(ShopAllocation), "One for each of its items."),
    repeated: IS_REPEATED,
  }
)
