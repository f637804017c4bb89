import { defineLink } from "@medusajs/framework/utils"
import ProductModule from "@medusajs/medusa/product"

import BookingModule from "../modules/resource_booking"

/** `booking_variant_link.product_variant` */
export default defineLink(
  { linkable: BookingModule.linkable.variantLink, field: "variant_id" },
  { linkable: ProductModule.linkable.productVariant },
  { readOnly: true }
)
