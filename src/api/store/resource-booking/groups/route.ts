import { channelsOf } from "../../../utils/callers"
import { route } from "../../../utils/define-route"
import { listed } from "../../../utils/lists"
import { stayOf } from "../../../utils/stays"
import { StoreGetGroupsParams } from "./validators"

/** Groups; with a stay's dates, those with units free for all of it. */
export const GET = route(
  { query: StoreGetGroupsParams },
  async ({ query, bookings, req }) => {
    const { filters, stay } = stayOf(query)
    const wanted = { ...filters, sold_in: channelsOf(req) }
    const page = stay
      ? await bookings.searchGroups({ ...wanted, ...stay })
      : await bookings.listGroups(wanted)
    return listed("groups", page, query)
  }
)
