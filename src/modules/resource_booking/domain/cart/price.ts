import { PRICE_MODES } from "../../records/words"
import type { CalendarDate } from "../shared/calendar"
import { accept, type Decision, refuse } from "../shared/refusals"

export type PriceMode = (typeof PRICE_MODES)[number]

/** Of a variant for which nothing else is set. */
export const DEFAULT_PRICE_MODE: PriceMode = "per_date"

/** How often a variant's price is in the price of a line with these dates. */
export function chargedDates(mode: PriceMode, dates: CalendarDate[]): number {
  return mode === "per_date" ? dates.length : 1
}

/** Whether a price mode is one that there is. */
export function checkPriceMode(mode: unknown): Decision<null> {
  return PRICE_MODES.some((known) => known === mode)
    ? accept(null)
    : refuse("invalid_data", "The price_mode must be per_date or per_booking.")
}
