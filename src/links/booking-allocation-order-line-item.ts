import { defineLink } from "@medusajs/framework/utils"
import OrderModule from "@medusajs/medusa/order"

import BookingModule from "../modules/resource_booking"

/** `booking_allocation.order_line_item` */
export default defineLink(
  { linkable: BookingModule.linkable.allocation, field: "line_item_id" },
  { linkable: OrderModule.linkable.orderLineItem },
  { readOnly: true }
)
