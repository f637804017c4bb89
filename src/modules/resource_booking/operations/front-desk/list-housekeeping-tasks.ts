import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { TASK_ORDER, tasksListing } from "../../sql/housekeeping"
import { readPage } from "../../sql/lists"
import type {
  HousekeepingTaskDTO,
  ListHousekeepingTasks,
  Page,
} from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * Tasks by date, person, status or resource, the latest first.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function listHousekeepingTasks(
  ctx: OperationContext,
  query: ListHousekeepingTasks
): Promise<Page<HousekeepingTaskDTO>> {
  const fields = Object.keys(TASK_ORDER)
  const paging = unwrap(pagingOf(query, fields, "-created_at"))
  return readPage(ctx.db, tasksListing(query), paging)
}
