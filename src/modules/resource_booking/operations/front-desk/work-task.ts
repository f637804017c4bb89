import { decideTask } from "../../domain/front-desk/housekeeping"
import { checkNote, isStorable } from "../../domain/shared/text"
import { notFound, reject, unwrap } from "../../errors"
import { selectTask, updateTask } from "../../sql/housekeeping"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { HousekeepingTaskDTO, WorkTask } from "../../types"
import type { Call } from "../shared/context"
import { lockRoom } from "./rooms"
import { taskLog } from "./stay-log"

const DONE = {
  assign: "task.assigned",
  start: "task.started",
  finish: "task.finished",
  inspect: "task.inspected",
} as const

/**
 * Assigns a task, starts, finishes or inspects it. Who starts one that nobody
 * has takes it.
 *
 * @throws BookingRefusal `invalid_data`, `not_found`; `task_state` when it is
 * not the time for that; `busy`
 */
export async function workTask(
  call: Call,
  id: string,
  { action, assignee_id, note }: WorkTask
): Promise<HousekeepingTaskDTO> {
  unwrap(checkNote(note ?? ""))
  if (action === "assign" && assignee_id === undefined) {
    reject("invalid_data", "Give an assignee_id, or null for nobody.")
  }
  return transact(call.db, async (tx) => {
    const [found] = isStorable(id)
      ? await tx.query<HousekeepingTaskDTO>(selectTask(id))
      : []
    if (!found) {
      return notFound("task", id)
    }
    await lockRoom(tx, found.resource_id)
    const [task] = await tx.query<HousekeepingTaskDTO>(selectTask(id))
    const before = task as HousekeepingTaskDTO
    const status = unwrap(decideTask(before.status, action))
    const taker =
      action === "start" && before.assignee_id === null
        ? call.actor.id
        : before.assignee_id
    const after = {
      ...{ ...before, status },
      assignee_id: assignee_id === undefined ? taker : assignee_id,
      note: note ?? null,
    }
    const rows = await tx.commit([
      updateTask(after),
      insertLog([taskLog(call, DONE[action], after, before)]),
      selectTask(id),
    ])
    call.committed()
    return rows.at(-1)?.[0] as HousekeepingTaskDTO
  })
}
