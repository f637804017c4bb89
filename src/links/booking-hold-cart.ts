import { defineLink } from "@medusajs/framework/utils"
import CartModule from "@medusajs/medusa/cart"

import BookingModule from "../modules/resource_booking"

/** `booking_hold.cart` */
export default defineLink(
  { linkable: BookingModule.linkable.hold, field: "cart_id" },
  { linkable: CartModule.linkable.cart },
  { readOnly: true }
)
