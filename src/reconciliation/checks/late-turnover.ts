import { flagged } from "../check"
import { inspection } from "../inspection"

/** To be cleaned since before today; or today, and somebody is to come into it. */
export const lateTurnover = inspection(
  "late_turnover",
  ({ resource_name, task_id, due_date, is_started, awaited_by }) => {
    const state = is_started ? "and is not finished" : "and nobody has begun"
    const due = `${resource_name} was to be cleaned on ${due_date} ${state}`
    return flagged(
      task_id,
      awaited_by
        ? `${due}, and allocation ${awaited_by} is expected today: finish the task first, or move them to another resource.`
        : `${due}: finish the task, or give it to somebody else.`
    )
  }
)
