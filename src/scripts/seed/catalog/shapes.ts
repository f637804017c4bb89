/** What the catalog's literals look like. */
import type {
  CreateGroup,
  CreateResource,
  PriceMode,
} from "../../../modules/resource_booking/types"
import type { Prices } from "../business"
import { TIMEZONE } from "../business"

/** A period of every year, `MM-DD`, both inclusive; it may span New Year. */
export type Season = { from: string; to: string }

/** Days that are counted from the day of the seed; today is 0. */
export type DaysFromToday = { starts_in: number; days: number }

/** The dates of a tour, each with as many places. */
export type Departures = {
  places: number
  /** 1 is Monday, 7 is Sunday. */
  weekdays: number[]
  /** All year when left out. */
  season?: Season
}

export type SeedGroup = CreateGroup & {
  handle: string
  description: string
  amenities: string[]
}

export type SeedResource = Omit<CreateResource, "group_id"> & {
  handle: string
  description: string
  /** The handle of its group. */
  group?: string
  /** Instead of a default capacity. */
  departures?: Departures
}

/** A product sells the places of a group or of a resource, by handle. */
export type Sells = { group: string } | { resource: string }
export type SeedProduct = {
  sells: Sells
  prices: Prices
  /** What the prices are for: each date when left out. */
  price_mode?: PriceMode
}

/** Resources that are closed for the same period and reason, by handle. */
export type SeedBlackout = {
  resources: string[]
  period: Season | DaysFromToday
  reason: string
}

const EVERYWHERE = {
  timezone: TIMEZONE,
  horizon_days: 365,
} as const

/** What all that is sold by the day has in common. */
export const BY_DAY = {
  ...EVERYWHERE,
  span: "day",
  hold_ttl_minutes: 30,
} as const

/** What all that is sold by the night has in common. */
export const BY_NIGHT = {
  ...EVERYWHERE,
  span: "night",
  hold_ttl_minutes: 15,
} as const
