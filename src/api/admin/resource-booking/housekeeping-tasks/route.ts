import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminGetHousekeepingTasksParams } from "./validators"

export const GET = route(
  { query: AdminGetHousekeepingTasksParams },
  async ({ query, bookings }) => {
    const page = await bookings.listHousekeepingTasks(withoutFields(query))
    return listed("housekeeping_tasks", page, query)
  }
)
