import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { reject } from "../modules/resource_booking"
import type {
  CallContext,
  ConfirmResult,
} from "../modules/resource_booking/types"
import { bookingsIn, holdIdOf } from "./booking-lines"

type Paid = {
  id: string
  status: string
  total: number
  cart: { id: string } | null
  items: { id: string; metadata: Record<string, unknown> | null }[] | null
  payment_collections: { status: string }[] | null
}

/** States of a payment collection: authorised, or captured. */
export const PAID = ["authorized", "completed"]

/**
 * Confirms one hold for an order that is paid and has a line for it.
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
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: [
      ...["id", "status", "total", "cart.id", "items.id", "items.metadata"],
      "payment_collections.status",
    ],
    filters: { id: orderId },
  })
  const order = data[0] as unknown as Paid | undefined
  const item = order?.items?.find((line) => holdIdOf(line) === holdId)
  if (!order?.cart || !item) {
    return reject("not_found", `No order ${orderId} has a line for this hold.`)
  }
  if (order.status === "canceled" || !isPaid(order)) {
    reject("invalid_data", "The order is not paid.")
  }
  return bookingsIn(container).confirmHold(
    {
      ...{ hold_id: holdId, order_id: orderId, line_item_id: item.id },
      cart_id: order.cart.id,
    },
    by
  )
}

/** Authorised, captured, or nothing to pay. */
function isPaid({ total, payment_collections }: Paid): boolean {
  return (
    MathBN.lte(total, 0) ||
    (payment_collections ?? []).some(({ status }) => PAID.includes(status))
  )
}
