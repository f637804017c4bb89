import { listed, withoutFields } from "../../../utils/lists"
import { route } from "../../../utils/define-route"
import { AdminGetOperationsParams } from "./validators"

/** The log: who did what, when, and why. */
export const GET = route(
  { query: AdminGetOperationsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listOperations(withoutFields(query))
    return listed("operations", page, query)
  }
)
