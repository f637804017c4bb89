/**
 * The module's public vocabulary: what its service takes and gives. Dates are
 * `YYYY-MM-DD`, moments are ISO 8601 in UTC.
 */
import type { CalendarDate, Span } from "./domain/calendar"
import type { CalendarFigures } from "./domain/calendar-row"
import type { BlackoutKind } from "./domain/facts"
import type { BoardAction, RoomStatus, StayState } from "./domain/board"
import type {
  BookingProcess,
  HealthProblem,
  ReplicaState,
} from "./domain/health-facts"
import type { HoldStatus } from "./domain/hold-states"
import type {
  HousekeepingStatus,
  TaskAction,
  TaskStatus,
} from "./domain/housekeeping"
import type { Period, PeriodLength } from "./domain/periods"
import type { PriceMode } from "./domain/price"
import type { RevenueRow, RevenueSummary } from "./domain/revenue"
import type { Finding } from "./domain/tally-findings"

export type { Finding, Findings } from "./domain/tally-findings"
export type { OrderPosition, Positions } from "./sql/check-progress"
export type { Scope } from "./sql/check-scope"
export type { Inspected, Inspections } from "./sql/inspections"
export type { CalendarFigures } from "./domain/calendar-row"
export type { PaidOrder, SoldPart } from "./domain/money-kept"
export type { SoldAllocation } from "./domain/revenue"
export type { CalendarDate, Span } from "./domain/calendar"
export type {
  BookingProcess,
  HealthDetails,
  HealthProblem,
  HealthProblemCode,
  ReplicaState,
  Tick,
  Ticks,
} from "./domain/health-facts"
export type { HoldStatus } from "./domain/hold-states"
export type { PriceMode } from "./domain/price"
import type { RefusalCode } from "./domain/refusals"
export type { RefusalCode, RefusalDetails } from "./domain/refusals"

export type Metadata = Record<string, unknown>

/** Who does something. A shopper who is not logged in is a customer without id. */
export type Actor = {
  type: "user" | "customer" | "system" | "job"
  id: string | null
}

export type CallContext = { actor: Actor }

export const FREEZE_REASONS = [
  "cleaning",
  "admin_lock",
  "system_hold",
  "maintenance",
] as const
export type FreezeReason = (typeof FREEZE_REASONS)[number]

export type ResourceDTO = {
  id: string
  handle: string
  name: string
  type: string
  description: string | null
  group_id: string | null
  timezone: string
  span: Span
  default_capacity: number | null
  min_stay: number | null
  max_stay: number | null
  lead_time_hours: number
  horizon_days: number | null
  hold_ttl_minutes: number | null
  images: string[]
  amenities: string[]
  is_active: boolean
  is_frozen: boolean
  freeze: {
    reason: FreezeReason
    note: string | null
    until: CalendarDate | null
  } | null
  metadata: Metadata
  /** Where it was asked for what is sold in sales channels, and only there. */
  variants?: SellingVariantDTO[]
  created_at: string
  updated_at: string
}

/** A variant that sells a resource or a group, of a product that is shown. */
export type SellingVariantDTO = {
  id: string
  product_id: string
  product_handle: string
}

export type CreateResource = {
  name: string
  type: string
  span: Span
  handle?: string
  description?: string | null
  group_id?: string | null
  timezone?: string
  default_capacity?: number | null
  min_stay?: number | null
  max_stay?: number | null
  lead_time_hours?: number
  horizon_days?: number | null
  hold_ttl_minutes?: number | null
  images?: string[]
  amenities?: string[]
  is_active?: boolean
  metadata?: Metadata
}
export type UpdateResource = Partial<CreateResource>

export type GroupDTO = {
  id: string
  handle: string
  name: string
  type: string
  description: string | null
  images: string[]
  amenities: string[]
  /** Members that are not deleted. */
  resource_count: number
  metadata: Metadata
  /** As a resource's. */
  variants?: SellingVariantDTO[]
  created_at: string
  updated_at: string
}

export type CreateGroup = {
  name: string
  type: string
  handle?: string
  description?: string | null
  images?: string[]
  amenities?: string[]
  metadata?: Metadata
}
export type UpdateGroup = Partial<CreateGroup>

/** A resource or group that a product variant sells; several are a bundle. */
export type VariantLinkDTO = {
  id: string
  variant_id: string
  resource_id: string | null
  group_id: string | null
  /** Of the resource or group. */
  name: string
  /** The variant's: the same in each of its links. */
  price_mode: PriceMode
  created_at: string
}
/** How a variant is booked, whatever it sells. */
export type VariantDTO = { id: string; price_mode: PriceMode }
export type UpdateVariant = { price_mode?: PriceMode }

/** What is to be sold, one of both. */
export type LinkVariant = { resource_id?: string; group_id?: string }
export type LinkVariantResult = {
  link: VariantLinkDTO
  /** True when the variant sold it before. */
  repeated: boolean
}

/** Paging as in all of Medusa's lists; `order` is a field name, `-` for descending. */
export type ListQuery = {
  limit?: number
  /** At most 10,000. */
  offset?: number
  /** The `next` of the page before, instead of an offset. */
  after?: string
  order?: string
  q?: string
}
export type Page<T> = {
  rows: T[]
  /** Exact up to 1,000; then at least so many, and more than this page's. */
  count: number
  count_is_capped: boolean
  /** Where the next page begins, as `after`; null on the last one. */
  next: string | null
}

/**
 * Sales channels in which shoppers look: they are shown what published products
 * sell there, and what no product sells if the option `show_unlinked` says so.
 * Without it all is shown: to staff, and to the store's own code.
 */
export type SoldIn = { sold_in?: string[] }

export type ListResources = ListQuery &
  SoldIn & {
    type?: string | string[]
    group_id?: string | string[]
    is_active?: boolean
    is_frozen?: boolean
  }
export type ListGroups = ListQuery & SoldIn & { type?: string | string[] }

/** A stay that a search must find free: every date of it, `quantity` units. */
export type StayQuery = {
  start_date: CalendarDate
  end_date: CalendarDate
  quantity?: number
}

export type ClosedReason =
  | "inactive"
  | "past"
  | "too_soon"
  | "too_far"
  | "frozen"
  | "blackout"
  | "no_capacity"
  | "sold_out"
  | "held"

export type AvailabilityEntry = {
  date: CalendarDate
  max_capacity: number
  held: number
  allocated: number
  available_capacity: number
  is_available: boolean
  reason?: ClosedReason
  /** Only with `held`: the earliest moment a live hold on the date may end. */
  may_free_at?: string
}

export type AvailabilityQuery = StayQuery &
  SoldIn &
  ({ resource_id: string } | { group_id: string })

export type AvailabilityDTO = {
  resource?: Pick<ResourceDTO, "id" | "name" | "type" | "timezone" | "span">
  group?: Pick<GroupDTO, "id" | "name" | "type">
  dates: AvailabilityEntry[]
  all_dates_available: boolean
  quantity: number
  server_time: string
}

export type CalendarQuery = {
  /** Inclusive, at most 366 dates. */
  start_date: CalendarDate
  end_date: CalendarDate
  type?: string | string[]
  group_id?: string | string[]
  q?: string
  /** At most 500. */
  limit?: number
  offset?: number
}
/** A confirmed allocation, or an item of a live hold. */
export type CalendarBooking = {
  kind: "allocation" | "hold"
  id: string
  hold_id: string
  start_date: CalendarDate
  end_date: CalendarDate
  /** Null unless there are gaps between them. */
  dates: CalendarDate[] | null
  quantity: number
  order_id: string | null
  customer_id: string | null
  email: string | null
  /** Their names. */
  guests: string[]
  note: string | null
  /** Of a hold. */
  expires_at: string | null
}
export type CalendarResource = Pick<
  ResourceDTO,
  "id" | "name" | "type" | "group_id" | "timezone" | "span" | "is_active"
> &
  CalendarFigures & { bookings: CalendarBooking[] }
export type CalendarDTO = {
  dates: CalendarDate[]
  resources: CalendarResource[]
  count: number
  offset: number
  limit: number
  server_time: string
}

/** Inclusive dates, at most 366; of moments in the default time zone. */
export type ReportQuery = {
  start_date: CalendarDate
  end_date: CalendarDate
  group_by?: PeriodLength
  resource_id?: string
  group_id?: string
  type?: string
}
export type Report<Row, Summary> = { rows: Row[]; summary: Summary }

type ReportRow<Figures> = Period & {
  resource_id: string
  resource_name: string
} & Figures

type Utilisation = { capacity: number; allocated: number; utilisation: number }
export type UtilisationReport = Report<ReportRow<Utilisation>, Utilisation>

/** Holds that ended unused, and the unit-dates that they kept. */
type Expirations = { expired: number; unit_dates: number }
export type ExpirationsReport = Report<ReportRow<Expirations>, Expirations>

/** What has become of the holds that were placed. */
type Funnel = {
  created: number
  confirmed: number
  expired: number
  released: number
  /** Changed in the cart: the new one counts by itself. */
  replaced: number
  active: number
}
export type FunnelReport = Report<
  ReportRow<Funnel>,
  Funnel & {
    /** Who placed them, as far as it is known. */
    placed_by: { customers: number; carts: number; anonymous: number }
    /** Who has the most of all holds that are live now, the first five. */
    busiest_addresses: {
      /** The same each time, and nobody's address. */
      address: string
      live_holds: number
      /** Of all live holds, 0 to 1. */
      share: number
    }[]
  }
>

export type AllocationReportRow = Pick<
  AllocationDTO,
  | "id"
  | "status"
  | "resource_id"
  | "order_id"
  | "line_item_id"
  | "hold_id"
  | "start_date"
  | "end_date"
  | "quantity"
  | "segment"
  | "replaced_by"
  | "created_at"
  | "canceled_at"
> & { resource_name: string; date_count: number }
export type AllocationsReport = Report<
  AllocationReportRow,
  { confirmed: number; canceled: number; unit_dates: number }
>

export type RevenueReport = Report<RevenueRow, RevenueSummary[]>

export type SetCapacity = {
  start_date: CalendarDate
  end_date: CalendarDate
  max_capacity: number
  /** 1 (Monday) to 7; all days when left out. */
  weekdays?: number[]
  skip_existing?: boolean
}
export type SetCapacityResult = {
  created: CalendarDate[]
  updated: CalendarDate[]
  skipped: CalendarDate[]
}
export type AdjustCapacity = {
  dates: CalendarDate[]
  adjustment: number
  reason: string
}

export type CapacityReport = {
  summary: CapacityFigures
  periods: (CapacityFigures & { start_date: string; end_date: string })[]
}
export type CapacityFigures = {
  capacity: number
  allocated: number
  held: number
  available: number
  /** allocated / capacity, 0 to 1; 0 without capacity. */
  utilisation: number
}

export type HoldItemInput = {
  resource_id?: string
  group_id?: string
  start_date?: CalendarDate
  end_date?: CalendarDate
  dates?: CalendarDate[]
  quantity?: number
}

/** The cart's line that a hold is sold with, and what it costs. */
export type HoldLine = {
  /** Null while the line is being written. */
  line_item_id: string | null
  variant_id: string
  quantity: number
  /** Of one unit, for all its dates; decimal text, exact. */
  unit_price: string
  currency_code: string
  /** How often the variant's price is in it. */
  charged_dates: number
  price_mode: PriceMode
}

/** A cart's line as it is to be paid. */
export type PaidLine = {
  line_item_id: string
  /** Null when Medusa's variant was deleted. */
  variant_id: string | null
  quantity: number
  unit_price: string
  currency_code: string
  /** The hold that the line's mark names: the client can write that. */
  hold_id: string | null
}

/** A line of a cart, and the hold that its mark names. */
export type MarkedLine = Omit<PaidLine, "currency_code">

/** A cart as far as a glance at it goes. */
export type CartConcern = { cart_id: string; variant_ids: string[] }

export type MatchLines = {
  cart_id: string
  /** All lines of the cart. */
  lines: MarkedLine[]
  /** Whether the caller has the cart's lock: nobody is writing a line then. */
  is_locked: boolean
  /** A hold that may wait for its line: it is being brought. */
  keep?: string | null
}

/** A line that says what was not held, and the hold that it has. */
export type StrayLine = { line_item_id: string; hold_id: string }

/** A line that was written for a hold, in the hold's cart. */
export type CartLineOfHold = {
  hold_id: string
  cart_id: string
  line_item_id: string
}

/** A line could not be written; `before` is what a brought hold was. */
export type UndoHold = {
  hold_id: string
  /** What a hold was that was brought. */
  before?: HoldBefore | undefined
  /** The hold that it was placed to take over from. */
  replaces?: string | null | undefined
}

/** A hold that comes into a cart, and the line that it is to be sold with. */
export type BringHold = {
  hold_id: string
  access: HoldAccess
  cart_id: string
  customer_id: string | null
  line: HoldLine
}

export type BroughtHold = HoldAnswer & { before: HoldBefore }

/** What a hold was before it came into a cart. Moments in epoch milliseconds. */
export type HoldBefore = {
  cart_id: string | null
  customer_id: string | null
  owner: string | null
  expires_at_ms: number
  deadline_ms: number
  /** Its cart's clock before and after; null when it stayed as it was. */
  basket: { owner: string; before_ms: number; after_ms: number } | null
}

/** A hold of a cart's line that isn't sold, and how it is charged. */
export type PricedHold = {
  hold_id: string
  line_item_id: string
  variant_id: string
  plan: Omit<LinePlan, "items">
  /** What it is sold for, unless its cart says otherwise. */
  agreed: { unit_price: string; currency_code: string }
}

/** Other lines of the same cart that its holds are sold with from now on. */
export type RepriceHolds = {
  cart_id: string
  lines: RepricedLine[]
}

export type RepricedLine = {
  hold_id: string
  line_item_id: string
  quantity: number
  unit_price: string
  currency_code: string
}

/** A booking that went with its line, for which there was no price. */
export type UnpricedBooking = {
  line_item_id: string
  hold_id: string
  reason: string
}

/** What a line of a variant holds, and how it is charged. */
export type LinePlan = {
  items: HoldItemInput[]
  quantity: number
  /** How often the variant's price is in the line's unit price. */
  charged_dates: number
  price_mode: PriceMode
  /** Its dates as text, for the line's title. */
  stay: string
}

export type PlaceHold = SoldIn & {
  /** Made by who must know it before there is the hold. */
  id?: string
  items: HoldItemInput[]
  idempotency_key: string
  cart_id?: string | null
  line?: HoldLine | null
  /**
   * A hold of the same cart from which this one is to take over: see
   * `takeOver`. Until then both are kept.
   */
  replaces?: string | null
  customer_id?: string | null
  email?: string | null
  /** The caller's IP address, for the limits only. */
  address?: string | null
  metadata?: Metadata
}

/** As far as it tells a repeated request from another one. */
export type HoldWish = Omit<PlaceHold, "line"> & {
  line?: Pick<HoldLine, "variant_id"> | null
}

export type HoldItemDTO = {
  id: string
  resource_id: string
  group_id: string | null
  start_date: CalendarDate
  end_date: CalendarDate
  dates: CalendarDate[]
  quantity: number
}

export type HoldDTO = {
  id: string
  status: HoldStatus
  expires_at: string
  items: HoldItemDTO[]
  cart_id: string | null
  order_id: string | null
  metadata: Metadata
  created_at: string
  updated_at: string
}

/** What only staff see of a hold. */
export type AdminHoldDTO = HoldDTO & {
  customer_id: string | null
  email: string | null
}

/** Holds, and what time it is where they end. */
export type HoldsPage = Page<AdminHoldDTO> & { server_time: string }

/** A hold as its owner gets it, with the server's clock beside it. */
export type HoldAnswer = {
  hold: HoldDTO
  token: string
  server_time: string
  time_remaining_seconds: number
  idempotent_replay?: true
}

/** The holds of a cart's lines; null and 0 when none of them lives. */
export type CartBookings = {
  bookings: { line_item_id: string; hold: HoldDTO }[]
  expires_at: string | null
  server_time: string
  time_remaining_seconds: number
}

/** By what somebody claims to be allowed to touch a hold; an admin by `admin`. */
export type HoldAccess =
  | { admin: true }
  | {
      admin?: false
      token?: string | null
      cart_id?: string | null
      customer_id?: string | null
    }

export type ConfirmHold = {
  hold_id: string
  order_id: string
  /** The order's cart; a hold of another one is not found. */
  cart_id?: string
  /** The order's line item that the hold was sold with. */
  line_item_id?: string | null
  /** That line's variant; a hold that was sold with another is not found. */
  variant_id?: string
  /**
   * Dates of an ended hold that are sold out are granted all the same, within
   * the option `late_payment.overbook_limit`; a conflict says so.
   */
  overbook?: { note: string | null }
}

/** What is done about money that was taken for dates that are gone. */
export const LATE_PAYMENT_POLICIES = [
  "refund",
  "manual_review",
  "overbook",
] as const
export type LatePaymentPolicy = (typeof LATE_PAYMENT_POLICIES)[number]

export const CONFLICT_OUTCOMES = [
  "refunded",
  "rebooked",
  "overbooked",
  "dismissed",
] as const
export type ConflictOutcome = (typeof CONFLICT_OUTCOMES)[number]
export type ConflictStatus = "open" | "resolved"
/** `undone`: the completion failed for another reason, after the payment. */
export type ConflictReason = RefusalCode | "undone"

/** Money that was taken for dates that are gone, for staff to settle. */
export type ConflictDTO = {
  id: string
  status: ConflictStatus
  policy: LatePaymentPolicy
  /** Null when the completion was refused: there never was an order. */
  order_id: string | null
  line_item_id: string | null
  cart_id: string | null
  /** Null when the line had no hold at all. */
  hold_id: string | null
  /** What was paid for. */
  items: HoldItemDTO[]
  /** Why the dates could not be had, and which of them. */
  code: ConflictReason
  dates: CalendarDate[]
  outcome: ConflictOutcome | null
  note: string | null
  created_at: string
  resolved_at: string | null
}

/** Of an order, or of a cart that was paid and refused. */
export type RaiseConflict = {
  order_id: string | null
  line_item_id: string | null
  cart_id: string | null
  hold_id: string | null
  code: ConflictReason
  dates: CalendarDate[]
}

export type ResolveConflict = {
  outcome: ConflictOutcome
  note?: string | null
}

export type ListConflicts = ListQuery & {
  status?: ConflictStatus
  order_id?: string
  hold_id?: string
}

/** A hold that has ended and can't be had again. */
export type LostHold = {
  hold_id: string
  code: RefusalCode
  dates: CalendarDate[]
}

/** What must be alive while a cart is paid. */
export type PinHolds = {
  cart_id: string
  lines: PaidLine[]
  /** Money has moved: what has ended is taken again as it was agreed. */
  is_paid: boolean
  /** By hold, what a unit of an ended one costs today. */
  quotes?: Record<string, { unit_price: string; currency_code: string }>
  /** Leaves out those whose dates are gone, instead of refusing. */
  leave_lost?: boolean
}

/** Either something is pinned, or prices must be known first. */
export type PinResult = { pinned: string[]; unquoted: string[] }

/** A cart whose completion failed. */
export type UnpinHolds = {
  cart_id: string
  /** The payment was declined, and the dates go back at once. */
  release: boolean
}

/** Whose a hold is that a line was sold with. */
export type AgreedHold = {
  hold_id: string
  cart_id: string
  variant_id: string
}

/** What a line of a cart was sold with, as it was agreed. */
export type LineHold = HoldLine & {
  hold_id: string
  /** What it was given when it was placed. */
  email: string | null
  metadata: Metadata
  status: HoldDTO["status"]
  /** Its dates as text, for the line's title. */
  stay: string
  items: {
    resource_id: string
    group_id: string | null
    dates: CalendarDate[]
    quantity: number
  }[]
}

export type AllocationStatus = "confirmed" | "canceled"

/** Somebody who comes: personal data, never in the log or an event. */
export type Guest = { name: string; email?: string; phone?: string }

export type AllocationDTO = {
  id: string
  status: AllocationStatus
  resource_id: string
  /** Null for what staff booked without an order. */
  order_id: string | null
  line_item_id: string | null
  hold_id: string
  start_date: CalendarDate
  end_date: CalendarDate
  dates: CalendarDate[]
  quantity: number
  /** 1, and one more with each move. */
  segment: number
  /** The allocation that it was moved to. */
  replaced_by: string | null
  guests: Guest[]
  /** For staff. */
  note: string | null
  /** When somebody checked in, left, or was marked as not having come. */
  arrived_at: string | null
  departed_at: string | null
  no_show_at: string | null
  canceled_at: string | null
  created_at: string
  updated_at: string
}

/** Without what only staff see. */
export type ShopAllocationDTO = Omit<
  AllocationDTO,
  "guests" | "note" | "arrived_at" | "departed_at" | "no_show_at"
>

export type ConfirmResult = {
  hold: HoldDTO
  allocations: AllocationDTO[]
  /** True when the hold had been confirmed for this order before. */
  repeated: boolean
}

/** What staff book for somebody: a hold and its confirmation in one. */
export type CreateAllocations = {
  items: HoldItemInput[]
  idempotency_key: string
  /** The caller answers for the order: it exists. */
  order_id?: string | null
  /** The order's line that they are for. */
  line_item_id?: string | null
  customer_id?: string | null
  email?: string | null
  /** On each of the allocations. */
  guests?: Guest[]
  note?: string | null
  /** Lead time, horizon and length of stay don't count. */
  override_rules?: boolean
  /** An open conflict that this settles in the same moment. */
  settles?: { conflict_id: string; note: string | null }
}
export type CreateAllocationsResult = {
  allocations: AllocationDTO[]
  idempotent_replay?: true
}

export type MoveAllocation = {
  /** Where to; the same unless given. */
  resource_id?: string
  /** As the new resource's span means them; a bound not given stays. */
  start_date?: CalendarDate
  end_date?: CalendarDate
  reason: string
  /** Lead time, horizon and length of stay don't count. */
  override_rules?: boolean
}
export type MoveResult = {
  allocation: AllocationDTO
  /** The old one: canceled, and `replaced_by` the new one. */
  replaced: AllocationDTO
}

export type CancelAllocations = {
  order_id: string
  line_item_id?: string
  reason?: string
}

export type CancelAllocation = {
  reason?: string
  /** Also all others of its order's line: a bundle, several rooms. */
  whole_line?: boolean
}

/** How many units of an order's line are left. */
export type FitLine = {
  order_id: string
  line_item_id: string
  units: number
  reason?: string
}
export type FitResult = {
  canceled: AllocationDTO[]
  reduced: AllocationDTO[]
  /** Nothing was done: which of several resources goes, staff decide. */
  choose: boolean
}

/** The units that an order's line has dates for, and ever had. */
export type LineUnits = {
  order_id: string
  line_item_id: string
  units: number
  ever: number
}

export type ListHolds = ListQuery & {
  status?: HoldStatus | HoldStatus[]
  resource_id?: string
  cart_id?: string
  order_id?: string
  email?: string
  /** Holds with at least one date in these inclusive bounds. */
  start_date?: CalendarDate
  end_date?: CalendarDate
}
export type ListAllocations = ListQuery & {
  status?: AllocationStatus
  resource_id?: string
  order_id?: string
  start_date?: CalendarDate
  end_date?: CalendarDate
}

export type BlackoutDTO = {
  id: string
  resource_id: string | null
  group_id: string | null
  all: boolean
  start_date: CalendarDate
  end_date: CalendarDate | null
  kind: BlackoutKind
  reason: string
  note: string | null
  created_by: string | null
  created_at: string
  updated_at: string
}
export type CreateBlackout = {
  resource_id?: string
  group_id?: string
  all?: true
  start_date: CalendarDate
  end_date: CalendarDate
  reason: string
  release_holds?: boolean
}
export type UpdateBlackout = {
  start_date?: CalendarDate
  end_date?: CalendarDate
  reason?: string
  release_holds?: boolean
}
export type CreateBlackoutResult = {
  blackout: BlackoutDTO
  holds_released: number
  allocations_affected: AllocationDTO[]
}
export type ListBlackouts = ListQuery & {
  resource_id?: string
  group_id?: string
  kind?: BlackoutKind
  start_date?: CalendarDate
  end_date?: CalendarDate
}
export type FreezeResource = {
  reason: FreezeReason
  note?: string | null
  until?: CalendarDate | null
}

export type { BoardAction, RoomStatus, StayState } from "./domain/board"
export type {
  HousekeepingStatus,
  TaskAction,
  TaskStatus,
} from "./domain/housekeeping"

/** Rooms by name; with a date, what is known of that date. */
export type BoardQuery = {
  /** Each room's today unless given. */
  date?: CalendarDate
  type?: string | string[]
  group_id?: string | string[]
  q?: string
  /** At most 500. */
  limit?: number
  offset?: number
}

/** A stay on the board. */
export type BoardStay = Pick<
  AllocationDTO,
  | "id"
  | "resource_id"
  | "order_id"
  | "hold_id"
  | "start_date"
  | "end_date"
  | "guests"
  | "note"
  | "arrived_at"
  | "departed_at"
  | "no_show_at"
> & {
  /** Who it was booked for, where no guest is named. */
  email: string | null
  /** Null for one that was canceled while somebody is in. */
  state: StayState | null
  /** It should have come, or left, on a date before. */
  is_overdue: boolean
}

/** Work to be done in a resource, and all that is known of how clean it is. */
export type HousekeepingTaskDTO = {
  id: string
  resource_id: string
  resource_name: string
  /** The stay after which it is to be done; null when staff said so. */
  allocation_id: string | null
  status: TaskStatus
  due_date: CalendarDate
  /** A user of the admin. */
  assignee_id: string | null
  note: string | null
  started_at: string | null
  finished_at: string | null
  inspected_at: string | null
  created_at: string
  updated_at: string
}

/** A resource on the board; nothing of it is stored but the records behind it. */
export type BoardRoom = {
  resource: Pick<
    ResourceDTO,
    "id" | "name" | "type" | "group_id" | "timezone" | "span" | "is_active"
  >
  /** The date that is shown. */
  date: CalendarDate
  is_today: boolean
  status: RoomStatus
  housekeeping_status: HousekeepingStatus
  /** Who is in it now. */
  occupant: BoardStay | null
  /** Since when, let in by whom, and until when they are expected to stay. */
  occupancy: {
    checked_in_at: string
    actor_type: string
    actor_id: string | null
    expected_check_out: CalendarDate
  } | null
  arrival: BoardStay | null
  departure: BoardStay | null
  /** What is to be cleaned, if something is. */
  task: Pick<
    HousekeepingTaskDTO,
    "id" | "status" | "due_date" | "assignee_id"
  > | null
  /** Empty on another date than today. */
  actions: BoardAction[]
}

export type BoardDTO = {
  rooms: BoardRoom[]
  arrivals: BoardStay[]
  departures: BoardStay[]
  in_house: BoardStay[]
  count: number
  offset: number
  limit: number
  server_time: string
}

/** A step of the front desk. */
export type StayStep = { allocation_id: string; note?: string }
export type MoveStay = StayStep & {
  /** Where the rest of the stay goes to. */
  resource_id?: string
  /** Check-out date, or last day; the same unless given. */
  end_date?: CalendarDate
}
export type WalkIn = {
  resource_id: string
  /** Check-out date, or last day. */
  end_date: CalendarDate
  idempotency_key: string
  guests?: Guest[]
  note?: string | null
  customer_id?: string | null
  email?: string | null
}
export type StayResult = {
  /** As it is now; after dates were changed a new segment. */
  allocation: AllocationDTO
  /** The segment that it took the place of. */
  replaced: AllocationDTO | null
}
export type WalkInResult = StayResult & { idempotent_replay?: true }
export type CheckOutResult = StayResult & {
  /** What is to be cleaned now. */
  task: HousekeepingTaskDTO
}

export type SetHousekeeping = {
  status: HousekeepingStatus
  note?: string | null
  /** Last closed date of what is out of order; null until it is set again. */
  until?: CalendarDate | null
  /** Live holds on dates that are out of order. */
  release_holds?: boolean
}
export type HousekeepingResult = {
  resource_id: string
  housekeeping_status: HousekeepingStatus
  /** Of what is out of order. */
  blackout: BlackoutDTO | null
  holds_released: number
  allocations_affected: AllocationDTO[]
}
export type ListHousekeepingTasks = ListQuery & {
  status?: TaskStatus | TaskStatus[]
  resource_id?: string
  assignee_id?: string
  date?: CalendarDate
}
export type WorkTask = {
  action: TaskAction
  /** Null takes it from who had it. */
  assignee_id?: string | null
  note?: string | null
}

export type OperationDTO = {
  id: string
  operation: string
  resource_id: string | null
  hold_id: string | null
  allocation_id: string | null
  order_id: string | null
  actor_type: Actor["type"]
  actor_id: string | null
  before: unknown
  after: unknown
  reason: string | null
  created_at: string
}
export type ListOperations = ListQuery & {
  resource_id?: string
  hold_id?: string
  order_id?: string
  actor_id?: string
  operation?: string
  from?: string
  to?: string
}

export type ExpireResult = {
  expired: number
  /** Due holds that somebody else had locked; the next run takes them. */
  skipped: number
}

/** That one process alone is at something. */
export type Lease = {
  /**
   * False once the process may not have it any more: it was cut off from the
   * database, or stood still for too long. Somebody else may be at it then.
   */
  isHeld(): boolean
  /** Asks the database, and puts its end off if it is still ours. */
  confirm(): Promise<boolean>
}

/**
 * What connections to the database are for. Each kind of work has its own, so
 * that none keeps another waiting for one.
 */
export type Lane = "holds" | "reads" | "upkeep" | "reports"

export type PoolFigures = {
  total: number
  idle: number
  waiting: number
  max: number
}

export type Health = {
  status: "healthy" | "degraded"
  /** The gravest first; notices don't make it degraded. */
  problems: HealthProblem[]
  checks: {
    database: "up" | "read_only" | "down"
    oldest_overdue_hold_seconds: number | null
    outbox_lag_seconds: number | null
    /** Since the event bus last delivered to the module itself. */
    last_delivered_event_seconds: number | null
    last_reconciliation: string | null
    /** For how long the one that is running has been; null: none is. */
    reconciliation_running_seconds: number | null
    live_holds: number | null
    /** Of the copy that is read from; null: there is none. */
    replica: ReplicaState | null
    pool: Partial<Record<Lane, PoolFigures>>
  }
  /** Of the last hour, the oldest first. */
  processes: BookingProcess[]
}

/** Whether a load balancer may send this process its customers. */
export type Readiness = { ready: true } | { ready: false; reasons: NotReady[] }

/**
 * - `draining`: it is ending
 * - `database`: it can't be reached in time
 * - `read_only`: it can be read only, as after a failover
 * - `clock`: none of the tasks of this process has gone well for a minute
 */
export type NotReady = "draining" | "database" | "read_only" | "clock"

/** A row that breaks an invariant of the data; there should never be one. */
export type Violation = {
  invariant: string
  description: string
  subject: string
}

export type ReconciliationRun = {
  trigger: "start" | "schedule" | "demand"
  /** Only looks: nothing is changed. */
  dry_run: boolean
}
export type ReconciliationFigures = {
  checked: number
  fixed: number
  flagged: number
  details: Finding[]
}
export type ReconciliationDTO = ReconciliationRun &
  ReconciliationFigures & {
    id: string
    /** Which share of its checks is done, 0 to 1. */
    progress: number
    actor_type: Actor["type"]
    actor_id: string | null
    started_at: string
    finished_at: string | null
  }

/** A cart's line with a live hold. */
export type HeldLine = { line_item_id: string; hold_id: string }
/** A cart with lines that something is, or was, held for. */
export type HeldCart = {
  cart_id: string
  line_item_ids: string[]
  /** When its last conflict was settled, if it had one. */
  settled_at: string | null
}
/** A line of an order that has a conflict, settled or not. */
export type ConflictLine = {
  order_id: string
  line_item_id: string | null
  hold_id: string | null
}
/** A line of an order that has an allocation, or had one. */
export type AllocatedLine = {
  order_id: string
  line_item_id: string | null
  hold_id: string
}
