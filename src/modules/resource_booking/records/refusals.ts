import { z } from "zod"

import { CalendarDate, field, Int, record, Text } from "./fields"
import { RECORD_NAMES, REFUSAL_CODES, SPANS, TASK_STATUSES } from "./words"

const DATES = field(
  z.array(CalendarDate).optional(),
  "The dates that the code applies to, ascending.",
  ["2027-01-16"]
)
const RESOURCE = field(
  Text.optional(),
  "The resource that the sentence names.",
  "bres_0mh2v3k4"
)
const RETRY_AFTER = field(
  Int,
  "Seconds after which a repetition may succeed, as in the header Retry-After.",
  1
)
const ISSUES = field(
  z
    .array(
      record("Issue", "Something that is wrong with a request.", {
        path: field(Text, "Where.", "items.0.quantity"),
        message: field(Text, "What.", "Must be at least 1"),
      })
    )
    .optional(),
  "Each thing that is wrong, at most 20."
)
const MOST = (what: string) =>
  field(Int.optional(), `How many ${what} can be asked for at a time.`, 100)

const SPAN = field(z.enum(SPANS), "What they are counted in.", "night")
const NAME = field(
  Text.optional(),
  "The resource's name, or that of the group that was asked for.",
  "Room 101"
)
const KIND = <Kind extends string>(...kinds: [Kind, ...Kind[]]) =>
  field(
    z.enum(kinds).optional(),
    "Which of the code's sentences it is.",
    kinds[0]
  )
const HOW_MANY = (what: string, example: number) =>
  field(Int.optional(), what, example)

const STAY = { dates: DATES, resource_id: RESOURCE }
const NAMED = { ...STAY, name: NAME }
const ROOM = { resource_id: RESOURCE, name: NAME }

const Commitment = record("Commitment", "What a date has promised.", {
  date: field(CalendarDate, "The date.", "2027-01-15"),
  held: field(Int, "Units that live holds have.", 1),
  allocated: field(Int, "Units that are sold.", 2),
  requested: field(Int, "The capacity that was asked for.", 2),
})

const Price = record("UnitPrice", "What a unit costs.", {
  unit_price: field(z.number(), "In the currency's unit.", 100),
  currency_code: field(Text, "The currency.", "aud"),
})

type RefusalCode = (typeof REFUSAL_CODES)[number]

/** What each refusal means, and the facts that come with it. */
const REFUSALS: Record<
  RefusalCode,
  [description: string, message: string, details: z.ZodRawShape]
> = {
  rate_limited: [
    "Too many holds or reads in a minute.",
    "Too many bookings in a minute. Please wait.",
    { retry_after: RETRY_AFTER },
  ],
  invalid_data: [
    "The request is malformed, or doesn't fit what is stored.",
    "Unknown fields: status.",
    {
      issues: ISSUES,
      kind: KIND(
        "already_settled",
        "handle_taken",
        "mixed_spans",
        "needs_note",
        "never_held",
        "no_order",
        "no_room",
        "not_refunded",
        "order_canceled",
        "order_unpaid",
        "same_room",
        "too_many_links",
        "unchanged",
        "unknown_timezone"
      ),
      handle: field(Text.optional(), "A handle that is taken.", "room-101"),
      line_item_id: field(Text.nullish(), "The cart's line.", "cali_01K9ZL"),
      most: HOW_MANY("How many there can be.", 100),
      name: NAME,
      outcome: field(
        Text.optional(),
        "How a conflict was settled.",
        "refunded"
      ),
      resource_id: RESOURCE,
      timezone: field(Text.optional(), "What is no time zone.", "Mars/Olympus"),
      variant_id: field(Text.optional(), "Medusa's variant.", "variant_01K9ZV"),
    },
  ],
  invalid_range: [
    "Well-formed dates that are reversed, empty, too many, or twice in a list.",
    "Check-out must be after check-in.",
    {
      issues: ISSUES,
      ...STAY,
      kind: KIND(
        "empty",
        "not_a_date",
        "not_after_today",
        "repeated",
        "reversed"
      ),
      max_dates: MOST("dates"),
      max_units: MOST("units"),
      max_limit: MOST("resources"),
    },
  ],
  not_found: [
    "Unknown, deleted, or not yours: the same answer.",
    "Hold not found: bhold_0mh2v3k4.",
    {
      record: field(
        z.enum(RECORD_NAMES).optional(),
        "What was asked for.",
        "hold"
      ),
      id: field(Text.optional(), "Its id.", "bhold_0mh2v3k4"),
      line_item_id: field(Text.nullish(), "The cart's line.", "cali_01K9ZL"),
    },
  ],
  idempotency_conflict: [
    "The key was used for another request.",
    "This idempotency key was already used for another request.",
    {},
  ],
  not_allowed_by_store: [
    "The store's own code says no.",
    "Only members can book this room.",
    {},
  ],
  already_confirmed: [
    "The hold already belongs to an order.",
    "This hold is already confirmed.",
    {},
  ],
  released: ["The hold was released.", "This hold was released.", {}],
  expired: ["The hold has ended.", "This hold has expired.", {}],
  canceled: [
    "The allocation was canceled, or moved.",
    "This allocation was moved.",
    {
      replaced_by: field(
        Text.optional(),
        "The allocation that it was moved to.",
        "balloc_0mh2v3k4"
      ),
    },
  ],
  no_allocation: [
    "Today is not one of the stay's dates, or the stay is over.",
    "This stay is over.",
    {
      kind: KIND("elsewhere", "gap", "nobody_expected", "no_show", "over"),
      dates: DATES,
      name: NAME,
      start_date: field(
        CalendarDate.optional(),
        "When it begins.",
        "2027-01-15"
      ),
      end_date: field(CalendarDate.optional(), "When it ends.", "2027-01-17"),
    },
  ],
  not_arrival_day: [
    "Arrival is on another date, and no note says why it is today.",
    "Arrival was on January 14, 2027. Add a note that says why check-in is today.",
    { kind: KIND("early", "late"), dates: DATES },
  ],
  not_same_day: [
    "Only steps of today can be undone.",
    "The check-in was not today and can't be undone.",
    { kind: KIND("check_in", "check_out", "no_show"), dates: DATES },
  ],
  already_occupied: [
    "Somebody is in.",
    "Room 101 is occupied.",
    { ...ROOM, kind: KIND("guest_in", "in_by_allocation") },
  ],
  not_occupied: [
    "The guest is not in, or there is nothing to undo.",
    "The guest is not in Room 101.",
    {
      ...ROOM,
      kind: KIND("not_in", "nobody_in", "moved_on", "nothing_to_undo"),
    },
  ],
  room_out_of_order: [
    "Out of order, or under maintenance.",
    "Room 101 is out of order.",
    { ...ROOM, kind: KIND("out_of_order", "maintenance") },
  ],
  room_frozen: [
    "Frozen, or closed by a blackout today.",
    "Room 101 is frozen.",
    { ...ROOM, kind: KIND("frozen", "blackout") },
  ],
  room_dirty: ["Not clean yet.", "Room 101 is not clean yet.", ROOM],
  target_unavailable: [
    "Somebody can't be moved there.",
    "Room 102 is sold out on January 16, 2027.",
    {
      ...NAMED,
      kind: field(Text.optional(), "As that code has it.", "out_of_order"),
      hours: HOW_MANY("As that code has it.", 48),
      days: HOW_MANY("As that code has it.", 365),
      min_stay: HOW_MANY("As that code has it.", 2),
      max_stay: HOW_MANY("As that code has it.", 14),
      span: SPAN.optional(),
      free: HOW_MANY("As that code has it.", 1),
      reason: field(
        z.enum(REFUSAL_CODES),
        "What is wrong with the other room.",
        "sold_out"
      ),
    },
  ],
  task_state: [
    "A housekeeping task is not at this step.",
    "This task is already finished.",
    {
      kind: KIND("already", "started", "unfinished"),
      status: field(z.enum(TASK_STATUSES), "How far the task is.", "finished"),
    },
  ],
  inactive: ["The resource is not on sale.", "Room 101 is not on sale.", NAMED],
  past: [
    "Before the resource's today.",
    "Dates in the past can't be booked.",
    STAY,
  ],
  too_soon: [
    "Within its lead time.",
    "Bookings must be made at least 48 hours ahead.",
    { ...STAY, hours: HOW_MANY("The lead time.", 48) },
  ],
  too_far: [
    "Beyond its horizon.",
    "Bookings can be made at most 365 days ahead.",
    { ...STAY, days: HOW_MANY("The horizon.", 365) },
  ],
  stay_too_short: [
    "Fewer dates in a row than its minimum.",
    "The minimum stay is 2 nights.",
    {
      ...STAY,
      min_stay: HOW_MANY("Of these dates.", 2),
      span: SPAN,
    },
  ],
  stay_too_long: [
    "More dates in a row than its maximum.",
    "The maximum stay is 14 nights.",
    {
      ...STAY,
      max_stay: HOW_MANY("Of these dates.", 14),
      span: SPAN,
    },
  ],
  frozen: [
    "Staff have frozen the resource.",
    "Room 101 is closed on January 15, 2027.",
    NAMED,
  ],
  blackout: [
    "Closed by a blackout.",
    "Room 101 is closed on January 15, 2027.",
    NAMED,
  ],
  no_capacity: [
    "Not offered on these dates.",
    "Room 101 is not offered on January 15, 2027.",
    { ...NAMED, kind: KIND("gone", "no_members") },
  ],
  sold_out: [
    "Not enough units are free.",
    "Room 101 is sold out on January 15, 2027.",
    {
      ...NAMED,
      kind: KIND("few", "group"),
      free: HOW_MANY("How many units are free.", 1),
    },
  ],
  limit_reached: [
    "A limit on what one can hold, or the longest that a hold can last.",
    "At most 10 bookings can be held at a time. Please pay for some or release them first.",
    {
      kind: KIND(
        "bookings",
        "units",
        "dates",
        "address_bookings",
        "address_dates",
        "address_share",
        "lifetime",
        "too_late"
      ),
      most: HOW_MANY("How many there can be; of a share, in percent.", 10),
      retry_after: RETRY_AFTER.optional(),
    },
  ],
  price_changed: [
    "An ended hold would cost a different amount today.",
    "The time to pay has run out, and the price has changed from 100 to 900 AUD.",
    {
      line_item_id: field(Text, "The cart's line.", "cali_01K9ZL"),
      held: field(Price, "What it was held for."),
      today: field(Price, "What it costs today."),
    },
  ],
  below_commitments: [
    "Less capacity than is held and sold.",
    "On January 15, 2027, 3 units are already held or sold.",
    {
      dates: DATES,
      commitments: field(z.array(Commitment), "Of each of the dates."),
    },
  ],
  has_commitments: [
    "What is held or sold can't be removed.",
    "The resource can't be deleted while dates are held or sold.",
    {
      kind: KIND("delete", "span", "blackouts"),
      dates: DATES,
      blackouts: field(
        z.array(Text).optional(),
        "The blackouts of the group, by id.",
        ["bblk_0mh2v3k4"]
      ),
    },
  ],
  busy: [
    "No lock or connection in time. Try again with the same key.",
    "The booking system is busy. Please try again.",
    { retry_after: RETRY_AFTER },
  ],
}

/** A refusal's body, by its code, as OpenAPI has it. */
export function refusalRecord(code: RefusalCode, type: string) {
  const [description, message, details] = REFUSALS[code]
  return record(`${pascal(code)}Refusal`, description, {
    type: field(z.literal(type), "Medusa's type of error.", type),
    code: field(z.literal(code), "What it is, for programs.", code),
    message: field(Text, "The same in a sentence, for people.", message),
    details: field(z.strictObject(details), "Facts that a client can act on."),
  })
}

function pascal(code: string): string {
  return code.replace(/(?:^|_)(\w)/g, (_, letter: string) =>
    letter.toUpperCase()
  )
}
