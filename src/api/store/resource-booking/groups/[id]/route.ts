import { ok } from "../../../../utils/answers"
import { channelsOf } from "../../../../utils/callers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { StoreGetGroupParams } from "../validators"

/** One group, by id or handle. */
export const GET = route(
  { query: StoreGetGroupParams },
  async ({ id, query, bookings, req }) => {
    const group = await bookings.retrieveGroup(id, {
      sold_in: channelsOf(req),
    })
    return ok({ group: pick(group, query.fields) })
  }
)
