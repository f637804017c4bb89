import { created, ok } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { keyOf } from "../../../utils/idempotency-key"
import { listed, withoutFields } from "../../../utils/lists"
import { checkCustomer, checkLiveOrder } from "../../../utils/orders"
import { AdminCreateAllocations, AdminGetAllocationsParams } from "./validators"

export const GET = route(
  { query: AdminGetAllocationsParams },
  async ({ query, bookings }) => {
    const page = await bookings.listAllocations(withoutFields(query))
    return listed("allocations", page, query)
  }
)

/** Books for somebody: at once confirmed, with an order or without. */
export const POST = route(
  { body: AdminCreateAllocations },
  async ({ body, bookings, by, req }) => {
    const { idempotency_token, ...input } = body
    const request = { ...input, idempotency_key: keyOf(req, idempotency_token) }
    // A repeated request gets what it booked, whatever became of its order.
    const replay = await bookings.findCreatedAllocations(request, by)
    if (replay) {
      return ok(replay)
    }
    if (input.order_id) {
      await checkLiveOrder(req, input.order_id)
    }
    if (input.customer_id) {
      await checkCustomer(req, input.customer_id)
    }
    const answer = await bookings.createAllocations(request, by)
    return answer.idempotent_replay ? ok(answer) : created(answer)
  }
)
