import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** What a cart's booking routes show of it; totals are computed by Medusa. */
const CART_FIELDS = [
  ...["id", "currency_code", "region_id", "email", "customer_id"],
  ...["completed_at", "total", "subtotal", "tax_total", "discount_total"],
  ...["item_total", "item_subtotal", "item_tax_total", "original_total"],
  ...["items.*", "items.total", "items.subtotal", "items.tax_total"],
]

export async function refetchCart(
  req: MedusaRequest,
  id: string
): Promise<unknown> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: CART_FIELDS,
    filters: { id },
  })
  return data[0]
}
