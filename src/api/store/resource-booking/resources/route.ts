import { channelsOf } from "../../../utils/callers"
import { route } from "../../../utils/define-route"
import { listed } from "../../../utils/lists"
import { stayOf } from "../../../utils/stays"
import { toStoreResource } from "./helpers"
import { StoreGetResourcesParams } from "./validators"

/** Active resources; with a stay's dates, those that are free for all of it. */
export const GET = route(
  { query: StoreGetResourcesParams },
  async ({ query, bookings, req }) => {
    const { filters, stay } = stayOf(query)
    const wanted = { ...filters, is_active: true, sold_in: channelsOf(req) }
    const page = stay
      ? await bookings.searchResources({ ...wanted, ...stay })
      : await bookings.listResources(wanted)
    const rows = page.rows.map(toStoreResource)
    return listed("resources", { ...page, rows }, query)
  }
)
