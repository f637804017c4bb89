import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createShippingOptionsWorkflow,
  createStockLocationsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows"

import type { Shop } from "./http-shop"

/** A delivery to a country for 5 of its currency; the option's id. */
export async function createShippingOption(
  shop: Shop,
  country_code: string,
  currency_code: string
): Promise<string> {
  const { container } = shop
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const { result: locations } = await createStockLocationsWorkflow(
    container
  ).run({ input: { locations: [{ name: "Shed" }] } })
  const id = locations[0]?.id as string
  const stock = { [Modules.STOCK_LOCATION]: { stock_location_id: id } }
  const provider = { fulfillment_provider_id: "manual_manual" }
  await link.create({ ...stock, [Modules.FULFILLMENT]: provider })
  const set = await fulfillment.createFulfillmentSets({
    ...{ name: "Post", type: "shipping" },
    service_zones: [
      { name: "Post", geo_zones: [{ country_code, type: "country" }] },
    ],
  })
  const zone = { fulfillment_set_id: set.id }
  await link.create({ ...stock, [Modules.FULFILLMENT]: zone })
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id, add: [shop.channel] },
  })
  const profile = await fulfillment.createShippingProfiles({
    ...{ name: "Post", type: "default" },
  })
  const { result } = await createShippingOptionsWorkflow(container).run({
    input: [
      {
        ...{ name: "Post", price_type: "flat" },
        ...{ provider_id: "manual_manual", shipping_profile_id: profile.id },
        service_zone_id: set.service_zones[0]?.id as string,
        type: { label: "Post", description: "By post", code: "post" },
        prices: [{ currency_code, amount: 5 }],
      },
    ],
  })
  return result[0]?.id as string
}
