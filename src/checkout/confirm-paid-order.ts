import type { MedusaContainer } from "@medusajs/framework/types"

import { reject } from "../modules/resource_booking"
import type {
  CallContext,
  ConfirmResult,
} from "../modules/resource_booking/types"
import { soldLines } from "./confirm-order"
import { settleLine } from "./late-payment"
import { retrieveOrder } from "./paid-orders"

/**
 * Confirms one hold for an order that is paid and has a line for it. If its
 * dates are gone, a conflict is raised before it is refused.
 *
 * @throws BookingRefusal `not_found` when there is no such order, or it has no
 * line for this hold; `invalid_data` when it is not paid or was canceled; and as
 * `confirmHold`
 */
export async function confirmPaidOrder(
  container: MedusaContainer,
  orderId: string,
  holdId: string,
  by: CallContext
): Promise<ConfirmResult> {
  const order = await retrieveOrder(container, orderId)
  const line =
    order && soldLines(order).find(({ hold_id }) => hold_id === holdId)
  if (!order || !line) {
    return noLine(orderId)
  }
  if (order.is_canceled || !order.is_paid) {
    reject("invalid_data", "The order is not paid.")
  }
  const settled = await settleLine(container, line, by)
  switch (settled.kind) {
    case "confirmed": {
      const { hold, allocations, repeated } = settled
      return { hold, allocations, repeated }
    }
    case "conflict":
      throw settled.refusal
    case "nothing":
      return noLine(orderId)
  }
}

function noLine(orderId: string): never {
  return reject("not_found", `Order ${orderId} has no line for this hold.`)
}
