import { defineLink } from "@medusajs/framework/utils"
import CartModule from "@medusajs/medusa/cart"

import BookingModule from "../modules/resource_booking"

/** `cart.booking_holds` */
export default defineLink(
  { linkable: CartModule.linkable.cart, field: "id" },
  { ...BookingModule.linkable.hold, primaryKey: "cart_id" },
  { readOnly: true, isList: true }
)
