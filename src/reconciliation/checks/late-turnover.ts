import { flagged } from "../check"
import { inspection } from "../inspection"

/** To be cleaned since before today; or today, and somebody is to come into it. */
export const lateTurnover = inspection(
  "late_turnover",
  ({ resource_name, task_id, due_date, is_started, awaited_by }) => {
    const state = is_started
      ? "but cleaning is not finished"
      : "but nobody has started"
    const due = `${resource_name} was due for cleaning on ${due_date}, ${state}`
    return flagged(
      task_id,
      awaited_by
        ? `${due}. Allocation ${awaited_by} is expected today: finish the task first, or move it to another resource.`
        : `${due}. Finish the task, or assign it to somebody else.`
    )
  }
)
