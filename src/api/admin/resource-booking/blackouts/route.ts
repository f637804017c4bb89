import { created } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { listed, withoutFields } from "../../../utils/lists"
import { AdminCreateBlackout, AdminGetBlackoutsParams } from "./validators"

export const GET = route(
  { query: AdminGetBlackoutsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listBlackouts(withoutFields(query))
    return listed("blackouts", page, query)
  }
)

/** Closes dates; says which allocations lie inside them. */
export const POST = route(
  { body: AdminCreateBlackout },
  async ({ body, bookings, by }) =>
    created(await bookings.createBlackout(body, by))
)
