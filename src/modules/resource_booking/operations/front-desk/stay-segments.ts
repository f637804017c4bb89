import type { EndPlan } from "../../domain/front-desk/decide-occupancy"
import { moveAllocation } from "../../sql/allocations"
import type { Statement } from "../../sql/database"
import { type EndOfStay, writeEndOfStay } from "../../sql/front-desk"
import type { LogEntry } from "../../sql/log"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"
import type { Desk } from "./rooms"
import { segmentLog } from "./stay-log"

/** The segment that a stay goes on with, and what writes it. */
export type Segment = {
  id: string
  statements: Statement[]
  log: LogEntry[]
}

/**
 * Gives a stay other dates in its resource: a new segment, where the old one's
 * claims on dates that stay pass to it. The same dates are the same segment.
 *
 * @param added dates that it must get; the caller has decided that they are free
 */
export function withDates(
  call: Call,
  desk: Desk,
  dates: { kept: string[]; added: string[] },
  reason: string
): Segment {
  const { allocation: old } = desk
  const all = [...dates.kept, ...dates.added].sort()
  if (dates.added.length === 0 && all.length === old.dates.length) {
    return { id: old.id, statements: [], log: [] }
  }
  const id = newId("balloc")
  const segment = { id, resource_id: old.resource_id, dates: all }
  return {
    id,
    statements: moveAllocation(old.id, segment, dates),
    log: [segmentLog(call, "allocation.moved", desk, segment, reason)],
  }
}

/**
 * Ends a stay: without the dates that are left, if there are some. Of one that
 * was canceled meanwhile nothing is left to give back.
 */
export function ended(
  call: Call,
  desk: Desk,
  plan: EndPlan,
  end: Omit<EndOfStay, "freed_dates">,
  reason: string
): Segment {
  const isCanceled = desk.allocation.status === "canceled"
  const kept = isCanceled ? desk.allocation.dates : plan.kept
  const segment = withDates(call, desk, { kept, added: [] }, reason)
  const freed_dates = isCanceled ? [] : plan.freed
  return {
    ...segment,
    statements: [
      ...segment.statements,
      writeEndOfStay(segment.id, { ...end, freed_dates }),
    ],
  }
}
