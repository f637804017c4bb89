import { z } from "zod"

import { Allocation } from "./allocations"
import {
  ACTOR_ID,
  ACTOR_TYPE,
  CalendarDate,
  CREATED_AT,
  field,
  Figure,
  Int,
  record,
  Text,
} from "./fields"

const PERIOD = {
  start_date: field(CalendarDate, "The period's first date.", "2027-01-01"),
  end_date: field(CalendarDate, "The period's last date.", "2027-01-31"),
}
/** Both bounds inclusive. */
export const Period = z.strictObject(PERIOD)

/** With what the rows of all reports but one begin. */
export const PERIOD_OF_RESOURCE = {
  ...PERIOD,
  resource_id: field(Text, "The resource.", "bres_0mh2v3k4"),
  resource_name: field(Text, "Its name.", "Room 101"),
}

const UTILIZATION = {
  capacity: field(Int, "Unit-dates that there are.", 31),
  allocated: field(Int, "Unit-dates that are sold.", 20),
  utilization: field(
    Figure,
    "The share of the capacity that is sold, 0 to 1.",
    0.6452
  ),
}
export const UtilizationRow = record(
  "UtilizationRow",
  "What is sold of a resource's capacity in a period.",
  { ...PERIOD_OF_RESOURCE, ...UTILIZATION }
)
export const UtilizationSummary = record(
  "UtilizationSummary",
  "All periods and resources together.",
  UTILIZATION
)

const EXPIRATIONS = {
  expired: field(Int, "Holds that ended unused.", 3),
  unit_dates: field(Int, "Unit-dates that they kept.", 7),
}
export const ExpirationsRow = record(
  "ExpirationsRow",
  "Holds of a resource that ended unused in a period.",
  { ...PERIOD_OF_RESOURCE, ...EXPIRATIONS }
)
export const ExpirationsSummary = record(
  "ExpirationsSummary",
  "All of them, each hold once.",
  EXPIRATIONS
)

const FUNNEL = {
  created: field(Int, "Holds that were placed.", 40),
  confirmed: field(Int, "Those that were confirmed.", 22),
  expired: field(Int, "Those that ended unused.", 11),
  released: field(Int, "Those that were released.", 4),
  replaced: field(
    Int,
    "Those that were changed in the cart: the new one counts by itself.",
    2
  ),
  active: field(Int, "Those that are live.", 1),
}
export const FunnelRow = record(
  "FunnelRow",
  "What has become of the holds of a resource that were placed in a period.",
  { ...PERIOD_OF_RESOURCE, ...FUNNEL }
)
export const FunnelSummary = record(
  "FunnelSummary",
  "All of them, each hold once, and who placed them.",
  {
    ...FUNNEL,
    placed_by: field(
      record("PlacedBy", "Who placed holds, as far as it is known.", {
        customers: field(Int, "By customers.", 25),
        carts: field(Int, "For carts, by nobody who is known.", 14),
        anonymous: field(Int, "By nobody who is known.", 1),
      }),
      "Who placed them."
    ),
    busiest_addresses: field(
      z.array(
        record("BusyAddress", "An IP address with live holds.", {
          address: field(
            Text,
            "The same each time, and nobody's address.",
            "address 3f9c"
          ),
          live_holds: field(Int, "How many it has.", 4),
          share: field(Figure, "Of all live holds, 0 to 1.", 0.25),
        })
      ),
      "Who has the most of all holds that are live now, the first five."
    ),
  }
)

const OF_ALLOCATION = Allocation.shape
/** In the order of the columns. */
export const AllocationRow = record(
  "AllocationRow",
  "An allocation with a date in the range.",
  {
    id: OF_ALLOCATION.id,
    status: OF_ALLOCATION.status,
    resource_id: OF_ALLOCATION.resource_id,
    resource_name: PERIOD_OF_RESOURCE.resource_name,
    order_id: OF_ALLOCATION.order_id,
    line_item_id: OF_ALLOCATION.line_item_id,
    hold_id: OF_ALLOCATION.hold_id,
    start_date: OF_ALLOCATION.start_date,
    end_date: OF_ALLOCATION.end_date,
    date_count: field(Int, "How many dates it has.", 2),
    quantity: OF_ALLOCATION.quantity,
    segment: OF_ALLOCATION.segment,
    replaced_by: OF_ALLOCATION.replaced_by,
    created_at: OF_ALLOCATION.created_at,
    canceled_at: OF_ALLOCATION.canceled_at,
  }
)
export const AllocationsSummary = record(
  "AllocationsSummary",
  "All of them together.",
  {
    confirmed: field(Int, "Those that are confirmed.", 20),
    canceled: field(Int, "Those that are canceled.", 2),
    unit_dates: field(
      Int,
      "Unit-dates of the confirmed ones, inside the range or not.",
      44
    ),
  }
)

const REVENUE = {
  currency_code: field(Text, "The currency.", "aud"),
  unit_dates: field(Int, "Unit-dates that it was paid for.", 44),
  amount: field(
    Figure,
    "What was captured less what was refunded, in the currency's main unit.",
    9680
  ),
}
export const RevenueRow = record(
  "RevenueRow",
  "Money kept for a resource's dates in a period, in one currency.",
  { ...PERIOD_OF_RESOURCE, ...REVENUE }
)
export const RevenueSummary = record(
  "RevenueSummary",
  "All of it in one currency.",
  REVENUE
)

export const Operation = record("Operation", "An entry of the log.", {
  id: field(Text, "The entry's id.", "bop_4711"),
  operation: field(Text, "What was done.", "hold.placed"),
  resource_id: field(
    Text.nullable(),
    "The resource; null if it is about several, or none.",
    "bres_0mh2v3k4"
  ),
  hold_id: field(Text.nullable(), "The hold.", "bhold_0mh2v3k4"),
  allocation_id: field(Text.nullable(), "The allocation.", null),
  order_id: field(Text.nullable(), "The order.", null),
  actor_type: ACTOR_TYPE,
  actor_id: ACTOR_ID,
  before: field(z.unknown(), "What was changed, as it was.", null),
  after: field(z.unknown(), "The same as it became.", { status: "active" }),
  reason: field(Text.nullable(), "Why, if somebody said so.", "Called off"),
  created_at: CREATED_AT,
})
