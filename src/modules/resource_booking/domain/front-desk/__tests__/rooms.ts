import { resource } from "../../shared/__tests__/facts"
import type { ClosureFacts, RoomFacts, StayFacts } from "../room-facts"

export const TODAY = "2027-01-15"
const DAY_MS = 86_400_000
/** Noon in UTC on the resource's today. */
export const NOW = Date.parse("2027-01-15T12:00:00Z")
export const YESTERDAY = NOW - DAY_MS

/** An empty, clean room that is booked by the night. */
export function room(given: Partial<RoomFacts> = {}): RoomFacts {
  return {
    resource: {
      ...resource({
        ...{ name: "Room 101", span: "night", timezone: "UTC" },
        default_capacity: 1,
      }),
      type: "room",
    },
    today: TODAY,
    occupancy: null,
    task: null,
    closures: [],
    ...given,
  }
}

export function occupiedBy(
  allocation_id: string,
  checked_in_at_ms = NOW
): RoomFacts["occupancy"] {
  return {
    ...{ resource_id: "bres_1", allocation_id, checked_in_at_ms },
    ...{ actor_type: "user", actor_id: "user_1" },
  }
}

/** Two nights from today on. */
export function stay(given: Partial<StayFacts> = {}): StayFacts {
  return {
    ...{ id: "balloc_1", status: "confirmed", replaced_by: null },
    ...{ resource_id: "bres_1", dates: [TODAY, "2027-01-16"], quantity: 1 },
    ...{ arrived_at_ms: null, departed_at_ms: null, no_show_at_ms: null },
    ...{ freed_dates: [], is_continued: false },
    ...given,
  }
}

export function task(
  status: NonNullable<RoomFacts["task"]>["status"]
): RoomFacts["task"] {
  return {
    ...{ id: "btask_1", resource_id: "bres_1", allocation_id: null, status },
    ...{ due_date: TODAY, assignee_id: null },
  }
}

export function closure(given: Partial<ClosureFacts> = {}): ClosureFacts {
  return {
    ...{ resource_id: "bres_1", group_id: null, all: false },
    ...{ start: TODAY, end: null, kind: "out_of_order" },
    reason: "out_of_order",
    ...given,
  }
}
