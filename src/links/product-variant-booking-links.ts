import { defineLink } from "@medusajs/framework/utils"
import ProductModule from "@medusajs/medusa/product"

import BookingModule from "../modules/resource_booking"

/** `product_variant.booking_variant_links` */
export default defineLink(
  { linkable: ProductModule.linkable.productVariant, field: "id" },
  { ...BookingModule.linkable.variantLink, primaryKey: "variant_id" },
  { readOnly: true, isList: true }
)
