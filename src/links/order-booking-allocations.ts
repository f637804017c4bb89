import { defineLink } from "@medusajs/framework/utils"
import OrderModule from "@medusajs/medusa/order"

import BookingModule from "../modules/resource_booking"

/** `order.booking_allocations` */
export default defineLink(
  { linkable: OrderModule.linkable.order, field: "id" },
  { ...BookingModule.linkable.allocation, primaryKey: "order_id" },
  { readOnly: true, isList: true }
)
