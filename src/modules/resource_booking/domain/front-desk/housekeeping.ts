import type {
  HOUSEKEEPING_STATUSES,
  OUT_OF_ORDER_STATUSES,
  TASK_ACTIONS,
  TASK_STATUSES,
} from "../../records/words"
import { accept, type Decision, type Refusal, refuse } from "../shared/refusals"

export type HousekeepingStatus = (typeof HOUSEKEEPING_STATUSES)[number]

export type OutOfOrderStatus = (typeof OUT_OF_ORDER_STATUSES)[number]

export type TaskStatus = (typeof TASK_STATUSES)[number]

export type TaskAction = (typeof TASK_ACTIONS)[number]

export function isOutOfOrder(
  status: HousekeepingStatus
): status is OutOfOrderStatus {
  return status === "out_of_order" || status === "maintenance"
}

export function isToDo(status: TaskStatus): boolean {
  return status === "open" || status === "started"
}

/**
 * How clean a resource is: as its latest task says. Nothing else is stored
 * about it, so that board and task can't disagree.
 *
 * @param task the latest that was not canceled; null when there never was one
 */
export function cleanliness(
  task: { status: TaskStatus } | null
): "clean" | "dirty" | "inspected" {
  if (task && isToDo(task.status)) {
    return "dirty"
  }
  return task?.status === "inspected" ? "inspected" : "clean"
}

/** What an action makes of a task. */
export function decideTask(
  status: TaskStatus,
  action: TaskAction
): Decision<TaskStatus> {
  if (action === "inspect") {
    return status === "finished" ? accept("inspected") : notInspectable(status)
  }
  if (!isToDo(status)) {
    return already(status)
  }
  switch (action) {
    case "assign":
      return accept(status)
    case "start":
      return status === "open"
        ? accept("started")
        : refuse("task_state", "This task has already been started.", {
            ...{ kind: "started", status },
          })
    case "finish":
      return accept("finished")
  }
}

function notInspectable(status: TaskStatus): Refusal {
  return isToDo(status)
    ? refuse("task_state", "This task is not finished yet.", {
        ...{ kind: "unfinished", status },
      })
    : already(status)
}

function already(status: TaskStatus): Refusal {
  const message = `This task is already ${status}.`
  return refuse("task_state", message, { kind: "already", status })
}
