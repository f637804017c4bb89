import type { BLACKOUT_KINDS } from "../../records/words"
import type { CalendarDate, Span } from "./calendar"

/** What a decision must know of a resource. */
export type ResourceFacts = {
  id: string
  name: string
  group_id: string | null
  timezone: string
  span: Span
  default_capacity: number | null
  min_stay: number | null
  max_stay: number | null
  lead_time_hours: number
  horizon_days: number | null
  hold_ttl_minutes: number | null
  is_active: boolean
}

/** One resource on one date, as the counters say. */
export type DateFacts = {
  resource_id: string
  date: CalendarDate
  /** False while the date lives off the resource's default capacity. */
  has_row: boolean
  /** The row's own figure; 0 and meaningless without a row. */
  max_capacity: number
  held: number
  allocated: number
  /** The part of `held` whose holds have ended but are not tidied up yet. */
  overdue: number
}

/** A blackout or freeze in force: `end` is its last date, null while open-ended. */
export type BlackoutFacts = {
  resource_id: string | null
  group_id: string | null
  all: boolean
  start: CalendarDate
  end: CalendarDate | null
  kind: BlackoutKind
}

/** A freeze and what is out of order close one resource, perhaps without an end. */
export type BlackoutKind = (typeof BLACKOUT_KINDS)[number]

/** Another live hold of the same basket. */
export type SiblingFacts = {
  id: string
  cart_id: string | null
  expires_at_ms: number
  /** The latest `expires_at` that any renewal may reach. */
  deadline_ms: number
  ttl_ms: number
  units: number
  resource_dates: number
}

/** The live holds from one address. */
export type AddressFacts = {
  holds: number
  first_end_ms: number
  /** Those of them without a customer; null for a request of a customer. */
  guests: GuestFacts | null
}

/** What an address keeps for nobody who is known. */
export type GuestFacts = {
  resource_dates: number
  /** Of the resources that are asked for, with those asked for now. */
  taken: TakenDates[]
  /** What can be sold of these on dates in a row, near those asked for. */
  capacities: { resource_id: string; first: CalendarDate; units: number[] }[]
}

export type TakenDates = {
  resource_id: string
  date: CalendarDate
  units: number
}

/** A demand for units of one resource on certain dates. */
export type Demand = {
  resource_id: string
  dates: CalendarDate[]
  quantity: number
}
