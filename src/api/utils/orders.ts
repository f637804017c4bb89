import type { MedusaRequest } from "@medusajs/framework/http"
import { Modules } from "@medusajs/framework/utils"

import { notFound, reject } from "../../modules/resource_booking"

/**
 * Checks that staff may book for an order.
 *
 * @throws BookingRefusal `not_found`; `invalid_data` for a canceled order, whose
 * dates reconciliation would free again
 */
export async function checkLiveOrder(
  req: MedusaRequest,
  id: string
): Promise<void> {
  const [order] = await req.scope
    .resolve(Modules.ORDER)
    .listOrders({ id: [id] }, { select: ["id", "status"], take: 1 })
  if (!order) {
    notFound("order", id)
  }
  if (order.status === "canceled") {
    reject(
      "invalid_data",
      "The order is canceled. Nothing can be booked for it.",
      { kind: "order_canceled" }
    )
  }
}

/** @throws BookingRefusal `not_found` */
export async function checkCustomer(
  req: MedusaRequest,
  id: string
): Promise<void> {
  const [customer] = await req.scope
    .resolve(Modules.CUSTOMER)
    .listCustomers({ id: [id] }, { select: ["id"], take: 1 })
  if (!customer) {
    notFound("customer", id)
  }
}
