import type { Word } from "./route-entry"

/** What a field of a request means, unless its route says otherwise. */
export const REQUEST_FIELDS: Record<string, Word> = {
  // Lists
  limit: ["How many records the page has at most.", 20],
  offset: ["How many records to skip.", 0],
  after: [
    "The `next` of the page before, instead of an offset, with the same order and filters.",
    "WyJSb29tIDEwMSJd",
  ],
  order: ["A field's name; with `-` in front, descending.", "-created_at"],
  q: ["A text to search for, ignoring case.", "room"],
  fields: [
    "`id,name`: only these fields; `-metadata`: all but this one.",
    "id,name",
  ],
  group_by: ["What the rows are grouped by.", "month"],

  // Dates
  start_date: ["The first date.", "2027-01-15"],
  end_date: [
    "The last date; of a stay in a resource with the span `night`, the check-out date.",
    "2027-01-17",
  ],
  dates: ["The dates.", ["2027-01-15", "2027-01-16"]],
  quantity: ["How many units.", 1],

  // What it is about
  resource_id: ["The resource's id.", "bres_0mh2v3k4"],
  group_id: ["The group's id.", "bgrp_0mh2v3k4"],
  type: ["Only resources of this type.", "room"],
  variant_id: ["The product variant.", "variant_01K9ZV"],
  hold_id: ["The hold's id.", "bhold_0mh2v3k4"],
  allocation_id: ["The stay: its allocation's id.", "balloc_0mh2v3k4"],
  cart_id: ["The cart's id.", "cart_01K9ZD"],
  order_id: ["The order's id.", "order_01K9ZQ"],
  customer_id: ["The customer's id.", "cus_01K9ZC"],
  actor_id: ["Who did it.", "user_01K9ZW"],
  assignee_id: ["The user who is to do it; null: nobody.", "user_01K9ZW"],
  email: ["An e-mail address.", "ann@example.com"],
  name: ["Their name.", "Ann Example"],
  phone: ["Their phone number.", "+61 7 5550 1234"],
  status: ["Only those with this status.", "active"],
  kind: ["Only those of this kind.", "blackout"],

  // What is to be done
  items: ["What is wanted: all of it or nothing."],
  guests: ["Who comes: all of them."],
  note: ["For staff.", "Late arrival"],
  reason: ["Why, for the log.", "A leak"],
  metadata: [
    "Data of your own, at most 16,384 bytes, nested at most 5 levels deep.",
    { source: "search" },
  ],
  additional_data: ["For the store's own handlers.", { club: "gold" }],
  idempotency_token: [
    "Instead of the header Idempotency-Key, which takes precedence.",
    "6b1f5f0e-4f5d-4c6e-9a55-0d6d1c1b7a10",
  ],
  override_rules: [
    "Whether lead time, horizon and length of stay don't count.",
    false,
  ],
  whole_line: [
    "Whether the other allocations of its order's line go, too.",
    false,
  ],
  release_holds: [
    "Whether live holds on the closed dates are released.",
    false,
  ],
  max_capacity: ["Units of each of the dates.", 6],
  weekdays: ["1 (Monday) to 7; all days unless given.", [6, 7]],
  skip_existing: [
    "Whether dates that have a capacity of their own are left alone.",
    true,
  ],
  adjustment: ["How many units more; negative: fewer.", 1],
}
