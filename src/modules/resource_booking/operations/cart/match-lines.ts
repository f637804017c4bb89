import {
  isStray,
  matchLines as decideMatches,
} from "../../domain/cart/match-lines"
import { isStorable } from "../../domain/shared/text"
import { isBookingRefusal } from "../../errors"
import { holdsForLines, holdsOfLines } from "../../sql/cart-holds"
import type { HoldRecord } from "../../sql/holds"
import type { MatchLines, StrayLine } from "../../types"
import { takeOver } from "../holds/take-over"
import { undoHold } from "../holds/undo-hold"
import type { Call } from "../shared/context"
import { attachLine } from "./attach-line"

/**
 * Brings a cart's lines and holds together where a process ended between the
 * two: the dates come first, the line second. A hold that its line names is
 * sold with it; one that no line names is undone, if nobody can be about to
 * write its line.
 *
 * @param input `lines`: all lines of the cart; `is_locked`: the caller has the
 * cart's lock
 * @returns lines that say something else than the hold that they have: dates
 * that were never held, or what they cost before
 * @throws BookingRefusal `busy`
 */
export async function matchLines(
  call: Call,
  input: MatchLines
): Promise<StrayLine[]> {
  const { cart_id, lines, is_locked, keep = null } = input
  if (!isStorable(cart_id)) {
    return []
  }
  const all = await call.db.query<HoldRecord>(holdsForLines(cart_id))
  const matches = decideMatches(lines, all.filter(isWaiting))
  for (const { hold, line_item_id } of matches.found) {
    await attach(call, hold, line_item_id)
  }
  if (!is_locked) {
    return []
  }
  const unnamed = matches.unnamed.filter((hold) => hold.id !== keep)
  for (const { id } of unnamed) {
    await undoHold(call, { hold_id: id })
  }
  const isChanged = matches.found.length + unnamed.length > 0
  const held = isChanged
    ? await call.db.query<HoldRecord>(holdsOfLines(cart_id))
    : all.filter((hold) => !isWaiting(hold))
  return lines.flatMap((line): StrayLine[] => {
    const { line_item_id } = line
    const hold = held.find((one) => one.line?.line_item_id === line_item_id)
    return hold && isStray(line, hold) && isUnsold(hold)
      ? [{ line_item_id, hold_id: hold.id }]
      : []
  })
}

function isWaiting({ line }: HoldRecord): boolean {
  return (line?.line_item_id ?? null) === null
}

/** A hold that has ended meanwhile is not attached: `held` shows it. */
async function attach(
  call: Call,
  { id, cart_id, replaces }: HoldRecord,
  line_item_id: string
): Promise<void> {
  const line = { hold_id: id, cart_id: cart_id as string, line_item_id }
  try {
    await (replaces ? takeOver(call, line) : attachLine(call, line))
  } catch (error) {
    if (!isBookingRefusal(error) || error.code === "busy") {
      throw error
    }
  }
}

function isUnsold({ status }: HoldRecord): boolean {
  return status === "active" || status === "expired"
}
