import type { z } from "zod"

import type { PriceMode } from "../domain/cart/price"
import type { HoldStatus } from "../domain/holds/hold-states"
import type { CalendarDate } from "../domain/shared/calendar"
import type * as R from "../records"
import type { ListQuery, Metadata, Page, SoldIn } from "./shared"

export type { HoldStatus } from "../domain/holds/hold-states"

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

export type HoldItemDTO = z.infer<typeof R.HoldItem>
export type HoldDTO = z.infer<typeof R.Hold>

/** What only staff see of a hold, too. */
export type AdminHoldDTO = z.infer<typeof R.AdminHold>

/** Holds, and what time it is where they end. */
export type HoldsPage = Page<AdminHoldDTO> & { server_time: string }

/** A hold as its owner gets it, with the server's clock beside it. */
export type HoldAnswer = z.infer<typeof R.PlacedHold>

/** By what somebody claims to be allowed to touch a hold; an admin by `admin`. */
export type HoldAccess =
  | { admin: true }
  | {
      admin?: false
      token?: string | null
      cart_id?: string | null
      customer_id?: string | null
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

export type ExpireResult = {
  expired: number
  /** Due holds that somebody else had locked; the next run takes them. */
  skipped: number
}
