import { listed, withoutFields } from "../../../utils/lists"
import { route } from "../../../utils/define-route"
import { AdminGetAllocationsParams } from "./validators"

export const GET = route(
  { query: AdminGetAllocationsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listAllocations(withoutFields(query))
    return listed("allocations", page, query)
  }
)
