import { created, ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { keyOf } from "../../../../utils/idempotency-key"
import { checkCustomer } from "../../../../utils/orders"
import { AdminWalkIn } from "../validators"

/** Somebody comes without a booking: it is made, and they are checked in. */
export const POST = route(
  { body: AdminWalkIn },
  async ({ body, bookings, by, req }) => {
    const { idempotency_token, ...input } = body
    const idempotency_key = keyOf(req, idempotency_token)
    if (input.customer_id) {
      await checkCustomer(req, input.customer_id)
    }
    const answer = await bookings.walkIn({ ...input, idempotency_key }, by)
    return answer.idempotent_replay ? ok(answer) : created(answer)
  }
)
