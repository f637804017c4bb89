import type { CalendarDate } from "../domain/shared/calendar"
import type { Actor, Metadata } from "./shared"

/**
 * How somebody comes to hold dates: a new hold, on its own or for a cart's line;
 * other dates for a booking in a cart; a hold that comes into a cart; a guest's
 * holds that become a customer's; an ended hold that is taken again while its
 * cart is completed; what staff book.
 */
export type WayToHold =
  "place" | "change" | "bring" | "adopt" | "take_again" | "staff"

/** What somebody is about to hold, as the store's own code sees it. */
export type HoldToValidate = {
  way: WayToHold
  items: {
    /** Null where a group is asked for: its member is not chosen yet. */
    resource_id: string | null
    group_id: string | null
    dates: CalendarDate[]
    quantity: number
  }[]
  /** The hold that is there already; for a change, the one it takes over from. */
  hold_id: string | null
  cart_id: string | null
  /** Of the cart's line that it is sold with. */
  variant_id: string | null
  customer_id: string | null
  email: string | null
  metadata: Metadata
  /** Who asks. */
  actor: Actor
}

/** A store's "no", in a sentence for whoever asked. */
export type HoldVeto = { message: string }

/**
 * The option `validate_hold`: whether somebody may hold dates. It returns nothing,
 * or says why not: with a veto, or by throwing a MedusaError. The signal ends
 * when nobody waits for the answer any more.
 */
export type ValidateHold = (
  hold: HoldToValidate,
  context: { signal: AbortSignal }
) => Promise<HoldVeto | void> | HoldVeto | void
