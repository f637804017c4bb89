import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { AdminGetConflictParams } from "../validators"

export const GET = route(
  { query: AdminGetConflictParams },
  async ({ id, query, bookings }) => {
    const conflict = await bookings.retrieveConflict(id)
    return ok({ conflict: pick(conflict, query.fields) })
  }
)
