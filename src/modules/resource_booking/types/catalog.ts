import type { PriceMode } from "../domain/cart/price"
import type { CalendarDate, Span } from "../domain/shared/calendar"
import type { ListQuery, Metadata, SoldIn } from "./shared"

export type { PriceMode } from "../domain/cart/price"

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

export type ListResources = ListQuery &
  SoldIn & {
    id?: string | string[]
    type?: string | string[]
    group_id?: string | string[]
    is_active?: boolean
    is_frozen?: boolean
  }

export type ListGroups = ListQuery &
  SoldIn & { id?: string | string[]; type?: string | string[] }

export type FreezeResource = {
  reason: FreezeReason
  note?: string | null
  until?: CalendarDate | null
}
