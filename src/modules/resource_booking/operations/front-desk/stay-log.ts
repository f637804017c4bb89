import { type EventName, EVENTS } from "../../events"
import type { LogEntry } from "../../sql/log"
import type { HousekeepingTaskDTO } from "../../types"
import type { Call } from "../shared/context"
import type { Desk } from "./rooms"

const EVENT_OF = {
  "occupancy.checked_in": EVENTS.occupancyCheckedIn,
  "occupancy.checked_out": EVENTS.occupancyCheckedOut,
  "occupancy.moved": EVENTS.occupancyMoved,
  "occupancy.check_in_undone": EVENTS.occupancyUndone,
  "occupancy.check_out_undone": EVENTS.occupancyUndone,
  "allocation.no_show": EVENTS.allocationNoShow,
  "allocation.no_show_undone": EVENTS.occupancyUndone,
} as const satisfies Record<string, EventName>

export type StayStepName = keyof typeof EVENT_OF

/** How a stay was, or is, for the log. */
export type StayState = {
  allocation_id: string
  resource_id: string
  dates: string[]
  checked_in_at: string | null
}

/** The entry and the event of a step of the front desk. */
export function stayLog(
  { actor }: Call,
  operation: StayStepName,
  { allocation }: Desk,
  states: { before: StayState; after: StayState },
  reason: string | undefined
): LogEntry {
  const { order_id, hold_id } = allocation
  const { before, after } = states
  const isHere = before.resource_id === after.resource_id
  const { allocation_id, resource_id, dates } = after
  return {
    ...{ operation, actor, order_id, hold_id, allocation_id },
    // Null where it is about two: then each of them finds it by the hold.
    resource_id: isHere ? resource_id : null,
    ...{ before, after },
    reason: reason?.trim() || null,
    event: {
      name: EVENT_OF[operation],
      data: { operation, allocation_id, order_id, resource_id, dates, before },
    },
  }
}

/** The entry of a segment that takes the place of another. */
export function segmentLog(
  { actor }: Call,
  operation: "allocation.moved" | "allocation.split",
  { allocation: old }: Desk,
  segment: { id: string; resource_id: string; dates: string[] },
  reason: string
): LogEntry {
  const { order_id, line_item_id, hold_id, quantity } = old
  const { id, resource_id, dates } = segment
  const before = {
    ...{ id: old.id, resource_id: old.resource_id, dates: old.dates },
  }
  const after = { id, resource_id, dates }
  const data = { ...after, order_id, line_item_id, quantity, before }
  return {
    ...{ operation, actor, order_id, hold_id, allocation_id: id },
    resource_id: old.resource_id === resource_id ? resource_id : null,
    ...{ before, after, reason },
    ...(operation === "allocation.moved"
      ? { event: { name: EVENTS.allocationMoved, data } }
      : {}),
  }
}

const TASK_EVENTS: Partial<Record<string, EventName>> = {
  "task.opened": EVENTS.taskOpened,
  "task.finished": EVENTS.taskFinished,
}

export type TaskFigures = Pick<
  HousekeepingTaskDTO,
  "id" | "resource_id" | "allocation_id" | "status" | "assignee_id"
>

/** @param before null for one that is new */
export function taskLog(
  { actor }: Call,
  operation:
    | "task.opened"
    | "task.assigned"
    | "task.started"
    | "task.finished"
    | "task.inspected"
    | "task.canceled",
  task: TaskFigures,
  before: Pick<TaskFigures, "status" | "assignee_id"> | null,
  reason: string | null = null
): LogEntry {
  const { id, resource_id, allocation_id, status, assignee_id } = task
  const name = TASK_EVENTS[operation]
  return {
    ...{ operation, actor, resource_id, allocation_id, reason },
    before,
    after: { task_id: id, status, assignee_id },
    ...(name ? { event: { name, data: { id, resource_id, status } } } : {}),
  }
}
