import { defineLink } from "@medusajs/framework/utils"
import OrderModule from "@medusajs/medusa/order"

import BookingModule from "../modules/resource_booking"

/** `booking_allocation.order` */
export default defineLink(
  { linkable: BookingModule.linkable.allocation, field: "order_id" },
  { linkable: OrderModule.linkable.order },
  { readOnly: true }
)
