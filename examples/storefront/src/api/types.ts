/** The answers of the booking routes; docs/reference/api.md has all fields. */
export type Span = "day" | "night"
export type Kind = "groups" | "resources"
/** What a price is for: each date, or the whole booking. */
export type PriceMode = "per_date" | "per_booking"

/** A product's variant that sells a resource, or any of a group. */
export type SellingVariant = {
  id: string
  product_id: string
  product_handle: string
}

export type Bookable = {
  id: string
  handle: string
  name: string
  type: string
  description: string | null
  amenities: string[]
  /** What sells it in this shop; if empty, it is not on sale. */
  variants: SellingVariant[]
  /** With dates: units that are free on all of them. */
  available_quantity?: number
}

export type Resource = Bookable & {
  group_id: string | null
  span: Span
  timezone: string
  min_stay: number | null
  max_stay: number | null
}

export type DateEntry = {
  date: string
  available_capacity: number
  is_available: boolean
  reason?: string
  may_free_at?: string
}

export type Availability = { dates: DateEntry[]; server_time: string }

export type HoldItem = {
  resource_id: string
  group_id: string | null
  start_date: string
  end_date: string
  dates: string[]
  quantity: number
}

export type Hold = {
  id: string
  status: "active" | "confirmed" | "released" | "expired"
  expires_at: string
  items: HoldItem[]
}

export type ItemInput = {
  resource_id?: string
  group_id?: string
  start_date: string
  end_date: string
  quantity: number
}

export type CartBookings = {
  bookings: { line_item_id: string; hold: Hold }[]
  expires_at: string | null
  server_time: string
  time_remaining_seconds: number
}

export type Allocation = {
  id: string
  status: "confirmed" | "canceled"
  resource_id: string
  start_date: string
  end_date: string
  dates: string[]
  quantity: number
}
