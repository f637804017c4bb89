import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { VariantLink } from "../../modules/resource_booking/records"

const LINK_FIELDS = [
  ...Object.keys(VariantLink.shape),
  ...["product_variant.id", "product_variant.title", "product_variant.sku"],
  ...["product_variant.product.id", "product_variant.product.title"],
]

/** The links of a resource or a group, each with its variant. */
export async function variantsSelling(
  req: MedusaRequest,
  subject: { resource_id: string } | { group_id: string }
): Promise<unknown[]> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "booking_variant_link",
    fields: LINK_FIELDS,
    filters: subject,
  })
  return data as unknown[]
}
