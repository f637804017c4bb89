import type {
  ListQuery,
  ReconciliationDTO,
} from "../../modules/resource_booking/types"
import type { Chosen, Fields, Listed } from "../answers"
import type { Http, RequestOptions } from "../http"

export const reconciliation = (http: Http) => ({
  /** The last reports. */
  list: <Field extends keyof ReconciliationDTO = keyof ReconciliationDTO>(
    query?: ListQuery & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"reconciliations", Chosen<ReconciliationDTO, Field>>>(
      "/reconciliation",
      query,
      options
    ),
  /** The report has no `finished_at` if the run goes on: ask the list then. */
  run: (input: { dry_run?: boolean } = {}, options?: RequestOptions) =>
    http.post<{ report: ReconciliationDTO }>("/reconciliation", input, options),
})
