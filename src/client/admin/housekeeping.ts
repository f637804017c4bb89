import type {
  HousekeepingResult,
  HousekeepingTaskDTO,
  ListHousekeepingTasks,
  SetHousekeeping,
  WorkTask,
} from "../../modules/resource_booking/types"
import type { Chosen, Fields, Given, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"

export type AdminWorkTask = Given<Omit<WorkTask, "assignee_id">> &
  Pick<WorkTask, "assignee_id">

export const housekeeping = (http: Http) => ({
  /** Clean, dirty, inspected; the last two of the statuses close the room. */
  set: (resourceId: string, input: SetHousekeeping, options?: RequestOptions) =>
    http.post<HousekeepingResult>(
      path`/resources/${resourceId}/housekeeping`,
      input,
      options
    ),
  listTasks: <
    Field extends keyof HousekeepingTaskDTO = keyof HousekeepingTaskDTO,
  >(
    query?: ListHousekeepingTasks & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"housekeeping_tasks", Chosen<HousekeepingTaskDTO, Field>>>(
      "/housekeeping-tasks",
      query,
      options
    ),
  /** Assigns, starts, finishes or inspects one. */
  workTask: (id: string, input: AdminWorkTask, options?: RequestOptions) =>
    http.post<{ housekeeping_task: HousekeepingTaskDTO }>(
      path`/housekeeping-tasks/${id}`,
      input,
      options
    ),
})
