import { throwRefused } from "../../../../../../checkout/confirm-line"
import {
  reject,
  withoutPeople,
} from "../../../../../../modules/resource_booking"
import { confirmBookingsWorkflow } from "../../../../../../workflows"
import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { StoreConfirmHold } from "./validators"

/**
 * Confirms a hold for its order, if that is paid; may be repeated. If its dates
 * are gone, a conflict is raised before it is refused.
 */
export const POST = route(
  { body: StoreConfirmHold },
  async ({ id: hold_id, body: { order_id }, by, req }) => {
    const { result } = await confirmBookingsWorkflow(req.scope).run({
      input: { order_id, hold_id, by },
    })
    const [line] = result
    switch (line?.kind) {
      case "confirmed": {
        const { hold, repeated } = line
        const allocations = line.allocations.map(withoutPeople)
        return ok({ hold, allocations, repeated })
      }
      case "conflict":
      case "busy":
        return throwRefused(line.refusal)
      default:
        return reject(
          "not_found",
          `Order ${order_id} has no line for this hold.`
        )
    }
  }
)
