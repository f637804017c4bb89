import { created } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminCreateResource, AdminGetResourcesParams } from "./validators"

export const GET = route(
  { query: AdminGetResourcesParams },
  async ({ query, bookings }) => {
    const page = await bookings.listResources(withoutFields(query))
    return listed("resources", page, query)
  }
)

export const POST = route(
  { body: AdminCreateResource },
  async ({ body, bookings, by }) =>
    created({ resource: await bookings.createResource(body, by) })
)
