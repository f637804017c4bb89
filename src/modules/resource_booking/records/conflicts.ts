import { z } from "zod"

import {
  about,
  CalendarDate,
  CREATED_AT,
  field,
  Moment,
  record,
  Text,
} from "./fields"
import { HoldItem } from "./holds"
import {
  CONFLICT_OUTCOMES,
  CONFLICT_STATUSES,
  LATE_PAYMENT_POLICIES,
  REFUSAL_CODES,
} from "./words"

export const Conflict = record(
  "Conflict",
  "Money that was taken for dates that are gone, for staff to settle.",
  {
    id: field(Text, "The conflict's id.", "bcon_0mh2v3k4"),
    status: field(
      z.enum(CONFLICT_STATUSES),
      "Whether it is still to be settled.",
      "open"
    ),
    policy: field(
      z.enum(LATE_PAYMENT_POLICIES),
      "What the option `late_payment` said when it was raised.",
      "manual_review"
    ),
    order_id: field(
      Text.nullable(),
      "The order; null if the completion was refused, so that there never was one.",
      "order_01K9ZQ"
    ),
    line_item_id: field(
      Text.nullable(),
      "The order's line, or the cart's if there is no order.",
      "ordli_01K9ZL"
    ),
    cart_id: field(Text.nullable(), "The cart.", "cart_01K9ZD"),
    hold_id: field(
      Text.nullable(),
      "The hold that had ended; null if the line had none.",
      "bhold_0mh2v3k4"
    ),
    items: field(z.array(HoldItem), "What was paid for."),
    code: field(
      z.enum([...REFUSAL_CODES, "undone"]),
      "Why the dates could not be had: a refusal's code; `undone` if the completion failed for another reason after the payment.",
      "sold_out"
    ),
    dates: field(z.array(CalendarDate), "Which dates could not be had.", [
      "2027-01-16",
    ]),
    outcome: field(
      z.enum(CONFLICT_OUTCOMES).nullable(),
      "How it was settled; null while it is open.",
      null
    ),
    note: field(Text.nullable(), "For staff.", "Paid back in cash"),
    created_at: CREATED_AT,
    resolved_at: field(Moment.nullable(), "When it was settled.", null),
  }
)

export const ShopConflict = about(Conflict.omit({ note: true }), {
  id: "ShopConflict",
  description: "A conflict, without what is for staff.",
})
