import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminGetHoldsParams } from "./validators"

export const GET = route(
  { query: AdminGetHoldsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listHolds(withoutFields(query))
    const { server_time } = page
    return listed("holds", page, query, { server_time })
  }
)
