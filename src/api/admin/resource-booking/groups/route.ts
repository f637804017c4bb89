import { created } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminCreateGroup, AdminGetGroupsParams } from "./validators"

export const GET = route(
  { query: AdminGetGroupsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listGroups(withoutFields(query))
    return listed("groups", page, query)
  }
)

export const POST = route(
  { body: AdminCreateGroup },
  async ({ body, bookings, by }) =>
    created({ group: await bookings.createGroup(body, by) })
)
