import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { AdminGetAllocationParams } from "../validators"

export const GET = route(
  { query: AdminGetAllocationParams },
  async ({ id, query, bookings }) => {
    const allocation = await bookings.retrieveAllocation(id)
    return ok({ allocation: pick(allocation, query.fields) })
  }
)
