import type { AvailabilityEntry } from "medusa-resource-booking/client"

import { timeOfDay } from "./dates"

/** Why a date is closed: in its cell, and in a sentence. */
const REASONS: Record<string, [short: string, sentence: string]> = {
  inactive: ["off sale", "not on sale"],
  past: ["past", "in the past"],
  too_soon: ["too soon", "too soon: it must be booked further ahead"],
  too_far: ["not yet", "too far ahead: not on sale yet"],
  frozen: ["closed", "closed for maintenance"],
  blackout: ["closed", "closed"],
  no_capacity: ["–", "not offered on this date"],
  held: ["held", "held by somebody who is paying"],
  sold_out: ["sold out", "sold out"],
}

/** @param quantity that was asked for */
export function shortState(entry: AvailabilityEntry): string {
  return entry.is_available
    ? `${entry.available_capacity} free`
    : (REASONS[entry.reason ?? ""]?.[0] ?? "closed")
}

export function stateSentence(
  entry: AvailabilityEntry,
  quantity: number
): string {
  if (entry.is_available) {
    return `${entry.available_capacity} free`
  }
  const reason = REASONS[entry.reason ?? ""]?.[1] ?? "closed"
  const left = entry.available_capacity
  const few =
    left > 0 && left < quantity ? `, only ${left} of ${quantity} left` : ""
  return entry.may_free_at
    ? `${reason}${few}; it may come free at ${timeOfDay(entry.may_free_at)}`
    : `${reason}${few}`
}
