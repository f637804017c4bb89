import { z } from "@medusajs/framework/zod"

import { confirmPaidOrder } from "../../../../../../checkout/confirm-paid-order"
import { withoutPeople } from "../../../../../../modules/resource_booking"
import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { Id } from "../../../../../utils/validators"

const StoreConfirmHold = z.strictObject({ order_id: Id })

/** Confirms a hold for its order, if that is paid; may be repeated. */
export const POST = route(
  { body: StoreConfirmHold },
  async ({ id, body, by, req }) => {
    const confirmed = await confirmPaidOrder(req.scope, body.order_id, id, by)
    const allocations = confirmed.allocations.map(withoutPeople)
    return ok({ ...confirmed, allocations })
  }
)
