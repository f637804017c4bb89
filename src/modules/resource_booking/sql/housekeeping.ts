import type { TaskStatus } from "../domain/front-desk/housekeeping"
import type { CalendarDate } from "../domain/shared/calendar"
import type { HousekeepingTaskDTO, ListHousekeepingTasks } from "../types"
import type { Statement } from "./database"
import { Filters, isoText, type Listing } from "./lists"

/** The columns of a HousekeepingTaskDTO, from TASK_FROM. */
export const TASK = `
  t.id, t.resource_id, r.name as resource_name, t.allocation_id, t.status,
  t.due_date, t.assignee_id, t.note,
  ${isoText("t.started_at")} as started_at,
  ${isoText("t.finished_at")} as finished_at,
  ${isoText("t.inspected_at")} as inspected_at,
  ${isoText("t.created_at")} as created_at,
  ${isoText("t.updated_at")} as updated_at`

export const TASK_FROM = `booking_housekeeping_task t
  join booking_resource r on r.id = t.resource_id`

export const TASK_ORDER = {
  id: "t.id",
  due_date: "t.due_date",
  status: "t.status",
  resource_name: "r.name",
  created_at: "t.created_at",
}

export function tasksListing(query: ListHousekeepingTasks): Listing {
  return {
    columns: TASK,
    from: TASK_FROM,
    filters: new Filters()
      .always("r.deleted_at is null")
      .oneOf(query.status, "t.status")
      .given(query.resource_id, (p) => `t.resource_id = ${p}`)
      .given(query.assignee_id, (p) => `t.assignee_id = ${p}`)
      .given(query.date, (p) => `t.due_date = ${p}::date`)
      .containing(query.q, ["t.id", "t.note", "r.name"]),
    order: TASK_ORDER,
    tieBreak: "t.id",
  }
}

/** Answers the HousekeepingTaskDTO. */
export function selectTask(id: string): Statement {
  return {
    text: `select ${TASK} from ${TASK_FROM} where t.id = $1`,
    values: [id],
  }
}

export type NewTask = {
  id: string
  resource_id: string
  allocation_id: string | null
  status: Exclude<TaskStatus, "canceled">
  due_date: CalendarDate
  note: string | null
}

const NOW = "date_trunc('milliseconds', clock_timestamp())"

export function insertTask(task: NewTask): Statement {
  const { id, resource_id, allocation_id, status, due_date, note } = task
  return {
    text: `insert into booking_housekeeping_task (id, resource_id,
        allocation_id, status, due_date, note, finished_at, inspected_at,
        created_at, updated_at)
      select $1, $2, $3, $4, $5, $6,
        case when $4 in ('finished', 'inspected') then ${NOW} end,
        case when $4 = 'inspected' then ${NOW} end, ${NOW}, ${NOW}`,
    values: [id, resource_id, allocation_id, status, due_date, note],
  }
}

/**
 * Its new status with the moment of it, and who does it.
 *
 * @param note null leaves what was noted
 */
export function updateTask(
  task: Pick<HousekeepingTaskDTO, "id" | "status" | "assignee_id" | "note">
): Statement {
  const { id, status, assignee_id, note } = task
  return {
    text: `update booking_housekeeping_task
      set status = $2, assignee_id = $3, note = coalesce($4, note),
        started_at = case when $2 = 'started'
          then coalesce(started_at, ${NOW}) else started_at end,
        finished_at = case when $2 in ('finished', 'inspected')
          then coalesce(finished_at, ${NOW}) end,
        inspected_at = case when $2 = 'inspected' then ${NOW} end,
        updated_at = ${NOW}
      where id = $1`,
    values: [id, status, assignee_id, note],
  }
}
