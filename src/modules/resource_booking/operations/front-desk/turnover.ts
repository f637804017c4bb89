import { isToDo } from "../../domain/front-desk/housekeeping"
import type { RoomFacts } from "../../domain/front-desk/room-facts"
import type { Statement } from "../../sql/database"
import { insertTask } from "../../sql/housekeeping"
import type { LogEntry } from "../../sql/log"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"
import { taskLog } from "./stay-log"

/**
 * What is to be cleaned after a stay: a new task, or the one that is open
 * already. The resource is locked.
 *
 * @param allocationId the stay; null when staff say that it is dirty
 */
export function turnover(
  call: Call,
  { resource, task, today }: RoomFacts,
  allocationId: string | null,
  note: string | null = null
): { id: string; statements: Statement[]; log: LogEntry[] } {
  if (task && isToDo(task.status)) {
    return { id: task.id, statements: [], log: [] }
  }
  const opened = {
    id: newId("btask"),
    resource_id: resource.id,
    allocation_id: allocationId,
    status: "open" as const,
    due_date: today,
    note,
  }
  const figures = { ...opened, assignee_id: null }
  return {
    id: opened.id,
    statements: [insertTask(opened)],
    log: [taskLog(call, "task.opened", figures, null)],
  }
}
