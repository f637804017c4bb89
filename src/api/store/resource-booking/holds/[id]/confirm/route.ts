import { confirmPaidOrder } from "../../../../../../checkout/confirm-paid-order"
import { withoutPeople } from "../../../../../../modules/resource_booking"
import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { StoreConfirmHold } from "./validators"

/** Confirms a hold for its order, if that is paid; may be repeated. */
export const POST = route(
  { body: StoreConfirmHold },
  async ({ id, body, by, req }) => {
    const confirmed = await confirmPaidOrder(req.scope, body.order_id, id, by)
    const allocations = confirmed.allocations.map(withoutPeople)
    return ok({ ...confirmed, allocations })
  }
)
