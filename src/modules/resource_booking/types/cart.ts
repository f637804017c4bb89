import type { z } from "zod"

import type { PriceMode } from "../domain/cart/price"
import type { CalendarDate } from "../domain/shared/calendar"
import type * as R from "../records"
import type { AllocationDTO } from "./allocations"
import type { HoldDTO, HoldItemInput, HoldLine } from "./holds"
import type { Metadata } from "./shared"

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

/** A hold of a cart's line that isn't sold, and how it is charged. */
export type PricedHold = {
  hold_id: string
  line_item_id: string
  variant_id: string
  plan: Omit<LinePlan, "items">
  /** What the hold was given when it was placed. */
  metadata: Metadata
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
export type UnpricedBooking = z.infer<typeof R.UnpricedBooking>

/** What a line of a variant holds, and how it is charged. */
export type LinePlan = {
  items: HoldItemInput[]
  quantity: number
  /** How often the variant's price is in the line's unit price. */
  charged_dates: number
  price_mode: PriceMode
  dates: CalendarDate[]
  /** Its dates in words, for the line's title. */
  stay: string
}

/** What the title of a line may say. */
export type LineFacts = Pick<LinePlan, "dates" | "stay" | "quantity"> & {
  variant_id: string
  /** Null when the variant was deleted. */
  variant_title: string | null
  product_title: string | null
}

/** The holds of a cart's lines; null and 0 when none of them lives. */
export type CartBookings = z.infer<typeof R.CartBookings>

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
  /** Its dates in words, for the line's title. */
  stay: string
  items: {
    resource_id: string
    group_id: string | null
    dates: CalendarDate[]
    quantity: number
  }[]
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
