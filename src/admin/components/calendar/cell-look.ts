import type { Say } from "../../hooks/use-text"
import { isClosed, tintOf } from "../../lib/tints"
import type { CalendarResource } from "../../lib/types"

export type CellLook = {
  /** The state in a word. */
  word: string
  /** Free units of all, where there is more than one. */
  figure: string | null
  tint: string
}

/** What a date of a resource says at a glance: by colour, and in words. */
export function lookOf(
  resource: CalendarResource,
  index: number,
  say: Say
): CellLook {
  const reason = resource.reason[index] ?? null
  const capacity = resource.max_capacity[index] ?? 0
  const held = resource.held[index] ?? 0
  const allocated = resource.allocated[index] ?? 0
  const free = resource.available_capacity[index] ?? 0
  return {
    word: say(
      reason
        ? `calendar.word.${reason}`
        : held > 0
          ? "calendar.word.some_held"
          : "calendar.word.free"
    ),
    figure:
      capacity <= 1 || reason === "no_capacity"
        ? isClosed(reason) && allocated > 0
          ? say("cell.soldCount", { count: allocated })
          : null
        : `${free}/${capacity}`,
    tint: tintOf({ held, allocated }, reason),
  }
}
