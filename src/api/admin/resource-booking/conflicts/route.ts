import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminGetConflictsParams } from "./validators"

/** Late payments that lost their dates. */
export const GET = route(
  { query: AdminGetConflictsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listConflicts(withoutFields(query))
    return listed("conflicts", page, query)
  }
)
