import { listed } from "../../../utils/lists"
import { route } from "../../../utils/define-route"
import { stayOf } from "../../../utils/stays"
import { StoreGetGroupsParams } from "./validators"

/** Groups; with a stay's dates, those with units free for all of it. */
export const GET = route(
  { query: StoreGetGroupsParams },
  async ({ query, bookings }) => {
    const { filters, stay } = stayOf(query)
    const page = stay
      ? await bookings.searchGroups({ ...filters, ...stay })
      : await bookings.listGroups(filters)
    return listed("groups", page, query)
  }
)
