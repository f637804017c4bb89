import { created, ok } from "../../../utils/answers"
import { channelsOf, customerIdOf } from "../../../utils/callers"
import { checkOpenCart } from "../../../utils/carts"
import { clientAddress } from "../../../utils/client-address"
import { route } from "../../../utils/define-route"
import { keyOf } from "../../../utils/idempotency-key"
import { StorePlaceHold } from "./validators"

/**
 * Places a hold. The shop's hot path: one call of the module, and no workflow,
 * since nothing else takes part.
 */
export const POST = route(
  { body: StorePlaceHold },
  async ({ body, bookings, by, req }) => {
    const { idempotency_token, ...input } = body
    const idempotency_key = keyOf(req, idempotency_token)
    const customer_id = customerIdOf(req)
    const address = clientAddress(req, bookings.options.trust_proxy)
    const who = { customer_id, address, sold_in: channelsOf(req) }
    const request = { ...input, idempotency_key, ...who }
    if (input.cart_id) {
      // A repeated request gets its hold, whatever became of its cart.
      const replay = await bookings.findReplay(request)
      if (replay) {
        return ok(replay)
      }
      await checkOpenCart(req, input.cart_id, customer_id)
      if (customer_id) {
        // What the cart held for a guest runs on the same clock.
        await bookings.adoptHolds({ cart_id: input.cart_id, customer_id }, by)
      }
    }
    const answer = await bookings.placeHold(request, by)
    return answer.idempotent_replay ? ok(answer) : created(answer)
  }
)
