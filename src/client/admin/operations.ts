import type {
  ListOperations,
  OperationDTO,
} from "../../modules/resource_booking/types"
import type { Chosen, Fields, Listed } from "../answers"
import type { Http, RequestOptions } from "../http"

/** The log. */
export const operations = (http: Http) => ({
  list: <Field extends keyof OperationDTO = keyof OperationDTO>(
    query?: ListOperations & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"operations", Chosen<OperationDTO, Field>>>(
      "/operations",
      query,
      options
    ),
})
