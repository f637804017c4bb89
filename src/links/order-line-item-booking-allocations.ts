import { defineLink } from "@medusajs/framework/utils"
import OrderModule from "@medusajs/medusa/order"

import BookingModule from "../modules/resource_booking"

/**
 * `order.items.booking_line_allocations`. Not by the order's own name for them:
 * of two relations of a module that have one name and one target, Medusa takes
 * the first, whichever record it is of.
 */
export default defineLink(
  { linkable: OrderModule.linkable.orderLineItem, field: "id" },
  {
    ...BookingModule.linkable.allocation,
    primaryKey: "line_item_id",
    alias: "booking_line_allocation",
  },
  { readOnly: true, isList: true }
)
