import { notFound } from "../../../../../modules/resource_booking"
import { ok } from "../../../../utils/answers"
import { channelsOf } from "../../../../utils/callers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { toStoreResource } from "../helpers"
import { StoreGetResourceParams } from "../validators"

/** One active resource, by id or handle. */
export const GET = route(
  { query: StoreGetResourceParams },
  async ({ id, query, bookings, req }) => {
    const resource = await bookings.retrieveResource(id, {
      sold_in: channelsOf(req),
    })
    if (!resource.is_active) {
      return notFound("resource", id)
    }
    return ok({ resource: pick(toStoreResource(resource), query.fields) })
  }
)
