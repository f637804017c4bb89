import { useMemo } from "react"

import { useText } from "../../hooks/use-text"
import { isClosed, tintOf } from "../../lib/tints"
import type { CalendarResource, ClosedReason } from "../../lib/types"

const STATES = [
  "blackout",
  "free",
  "frozen",
  "held",
  "inactive",
  "no_capacity",
  "past",
  "sold_out",
  "some_held",
  "too_far",
  "too_soon",
] as const satisfies readonly (ClosedReason | "free" | "some_held")[]
type State = (typeof STATES)[number]

export type Words = Record<State, string> & { sold: (count: number) => string }

/** What cells say, looked up once: there are thousands of cells. */
export function useWords(): Words {
  const { say } = useText()
  return useMemo(
    () => ({
      ...(Object.fromEntries(
        STATES.map((state) => [state, say(`calendar.word.${state}`)])
      ) as Record<State, string>),
      sold: (count) => say("cell.soldCount", { count }),
    }),
    [say]
  )
}

export type CellLook = {
  /** The state in a word. */
  word: string
  /** Free units of all, where there is more than one. */
  figure: string | null
  tint: string
}

/** What a date of a resource says at a glance: by color, and in words. */
export function lookOf(
  resource: CalendarResource,
  index: number,
  words: Words
): CellLook {
  const reason = resource.reason[index] ?? null
  const capacity = resource.max_capacity[index] ?? 0
  const held = resource.held[index] ?? 0
  const allocated = resource.allocated[index] ?? 0
  const free = resource.available_capacity[index] ?? 0
  return {
    word: words[reason ?? (held > 0 ? "some_held" : "free")],
    figure:
      capacity > 1 && reason !== "no_capacity"
        ? `${free}/${capacity}`
        : isClosed(reason) && allocated > 0
          ? words.sold(allocated)
          : null,
    tint: tintOf({ held, allocated }, reason),
  }
}
