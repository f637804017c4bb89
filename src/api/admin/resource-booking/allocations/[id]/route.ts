import { ok } from "../../../../utils/answers"
import { pick } from "../../../../utils/fields"
import { route } from "../../../../utils/define-route"
import { AdminGetAllocationParams } from "../validators"

export const GET = route(
  { query: AdminGetAllocationParams },
  async ({ id, query, bookings }) => {
    const allocation = await bookings.retrieveAllocation(id)
    return ok({ allocation: pick(allocation, query.fields) })
  }
)
