import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminGetOperationsParams } from "./validators"

/** The log: who did what, when, and why. */
export const GET = route(
  { query: AdminGetOperationsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listOperations(withoutFields(query))
    return listed("operations", page, query)
  }
)
