import type { z } from "zod"

import type { PriceMode } from "../domain/cart/price"
import type { CalendarDate } from "../domain/shared/calendar"
import type * as R from "../records"
import type { ListQuery, SoldIn } from "./shared"

export type { PriceMode } from "../domain/cart/price"
export { FREEZE_REASONS } from "../records/words"

export type FreezeReason = (typeof R.FREEZE_REASONS)[number]

/** A variant that sells a resource or a group, of a product that is shown. */
export type SellingVariantDTO = z.infer<typeof R.SellingVariant>

/** Where it was asked for what is sold in sales channels, and only there. */
type Sold = { variants?: SellingVariantDTO[] }

export type ResourceDTO = z.infer<typeof R.Resource> & Sold
export type GroupDTO = z.infer<typeof R.Group> & Sold

/** Some fields must be given, and the others may. */
type Writable<Fields, Given extends keyof Fields> = Pick<Fields, Given> &
  Partial<Fields>

/** What staff can write of a resource: all but its name and kind has a default. */
export type CreateResource = Writable<
  z.infer<typeof R.ResourceFields>,
  "name" | "type" | "span"
>

export type UpdateResource = Partial<CreateResource>

export type CreateGroup = Writable<
  z.infer<typeof R.GroupFields>,
  "name" | "type"
>

export type UpdateGroup = Partial<CreateGroup>

/** A resource or group that a product variant sells; several are a bundle. */
export type VariantLinkDTO = z.infer<typeof R.VariantLink>

/** How a variant is booked, whatever it sells. */
export type VariantDTO = z.infer<typeof R.Variant>

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
