import { listed } from "../../../utils/lists"
import { route } from "../../../utils/define-route"
import { stayOf } from "../../../utils/stays"
import { toStoreResource } from "./helpers"
import { StoreGetResourcesParams } from "./validators"

/** Active resources; with a stay's dates, those that are free for all of it. */
export const GET = route(
  { query: StoreGetResourcesParams },
  async ({ query, bookings }) => {
    const { filters, stay } = stayOf(query)
    const wanted = { ...filters, is_active: true }
    const page = stay
      ? await bookings.searchResources({ ...wanted, ...stay })
      : await bookings.listResources(wanted)
    const rows = page.rows.map(toStoreResource)
    return listed("resources", { rows, count: page.count }, query)
  }
)
