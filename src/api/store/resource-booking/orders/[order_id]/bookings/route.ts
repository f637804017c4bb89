import { Modules } from "@medusajs/framework/utils"

import {
  notFound,
  withoutPeople,
} from "../../../../../../modules/resource_booking"
import { ok } from "../../../../../utils/answers"
import { pathId, route } from "../../../../../utils/define-route"

/** What an order has booked; readable as the order is, by its id. */
export const GET = route({}, async ({ bookings, req }) => {
  const order_id = pathId(req, "order_id")
  const orders = req.scope.resolve(Modules.ORDER)
  const [order] = await orders.listOrders(
    { id: [order_id] },
    { select: ["id"] }
  )
  if (!order) {
    notFound("order", order_id)
  }
  const { rows } = await bookings.listAllocations({
    order_id,
    limit: 100,
    order: "start_date",
  })
  return ok({ bookings: rows.map(withoutPeople) })
})
