import type { ResourceBookingService } from "../../../modules/resource_booking"
import { PRODUCTS } from "../catalog/products"
import { type Bookables, idFor, type Ids } from "./create-bookables"
import { soldThing } from "./create-products"
import { SEED } from "./service"

/**
 * Links each product's variant to what it sells, with what its price is for.
 *
 * @param variants ids by the products' handles
 */
export async function linkVariants(
  booking: ResourceBookingService,
  variants: Ids,
  { groups, resources }: Bookables
): Promise<void> {
  for (const { sells, price_mode } of PRODUCTS) {
    const variantId = idFor(variants, soldThing(sells).handle)
    const thing =
      "group" in sells
        ? { group_id: idFor(groups, sells.group) }
        : { resource_id: idFor(resources, sells.resource) }
    await booking.linkVariant(variantId, thing, SEED)
    if (price_mode) {
      await booking.updateVariant(variantId, { price_mode }, SEED)
    }
  }
}
