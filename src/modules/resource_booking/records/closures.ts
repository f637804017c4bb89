import { z } from "zod"

import { Allocation } from "./allocations"
import {
  about,
  CalendarDate,
  CREATED_AT,
  field,
  Flag,
  Int,
  record,
  Text,
  UPDATED_AT,
} from "./fields"
import { BLACKOUT_KINDS } from "./words"

export const Blackout = record("Blackout", "Dates that staff closed.", {
  id: field(Text, "The blackout's id.", "bblk_0mh2v3k4"),
  resource_id: field(
    Text.nullable(),
    "The resource that is closed, if it is one.",
    "bres_0mh2v3k4"
  ),
  group_id: field(
    Text.nullable(),
    "The group that is closed, if it is one.",
    null
  ),
  all: field(Flag, "Whether everything is closed.", false),
  start_date: field(CalendarDate, "The first closed date.", "2027-01-15"),
  end_date: field(
    CalendarDate.nullable(),
    "The last closed date; null: until it is lifted.",
    "2027-01-20"
  ),
  kind: field(
    z.enum(BLACKOUT_KINDS),
    "Whether it is a blackout, a freeze, or closes what is out of order.",
    "blackout"
  ),
  reason: field(Text, "Why it is closed.", "New paint"),
  note: field(Text.nullable(), "For staff.", "The painter has the key"),
  created_by: field(Text.nullable(), "Who closed it.", "user_01K9ZW"),
  created_at: CREATED_AT,
  updated_at: UPDATED_AT,
})

export const ShopBlackout = about(
  Blackout.omit({ note: true, created_by: true }),
  { id: "ShopBlackout", description: "A blackout, without what is for staff." }
)

/** What closing dates did to what is held and sold on them. */
export const CLOSING = {
  holds_released: field(Int, "How many live holds were released.", 0),
  allocations_affected: field(
    z.array(Allocation),
    "Allocations with closed dates; they stay."
  ),
}

export const CreateBlackoutResult = record(
  "CreateBlackoutResult",
  "A blackout, and what lies inside it.",
  { blackout: field(Blackout, "The blackout."), ...CLOSING }
)
