import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, ProductStatus } from "@medusajs/framework/utils"
import {
  createProductsWorkflow,
  deleteProductsWorkflow,
} from "@medusajs/medusa/core-flows"

import type { ResourceBookingService } from "../../../modules/resource_booking"
import { CURRENCIES } from "../business"
import { GROUPS } from "../catalog/groups"
import { PRODUCTS } from "../catalog/products"
import { RESOURCES } from "../catalog/resources"
import type { SeedProduct, Sells } from "../catalog/shapes"
import { oneOf } from "../one-of"
import { pictureOf } from "../pictures"
import type { Ids } from "./create-bookables"
import { SEED } from "./service"

/** Medusa wants an option; there is one rate for each product. */
const OPTION = { title: "Rate", value: "Standard" }

/**
 * Creates the products, in the sales channel. Those that a seed left behind
 * when it was interrupted may lack their prices: they are made anew.
 *
 * @returns the ids of their variants by the products' handles
 */
export async function createProducts(
  container: MedusaContainer,
  booking: ResourceBookingService,
  channelId: string
): Promise<Ids> {
  const products = PRODUCTS.map((product) => creation(product, channelId))
  const leftBehind = await container
    .resolve(Modules.PRODUCT)
    .listProducts(
      { handle: products.map(({ handle }) => handle) },
      { relations: ["variants"], take: products.length }
    )
  if (leftBehind.length > 0) {
    await unlink(
      booking,
      leftBehind.flatMap(({ variants }) => variants.map(({ id }) => id))
    )
    await deleteProductsWorkflow(container).run({
      input: { ids: leftBehind.map(({ id }) => id) },
    })
  }
  const { result } = await createProductsWorkflow(container).run({
    input: { products },
  })
  return new Map(
    result.map(({ handle, variants }) => [handle, oneOf(variants).id])
  )
}

async function unlink(
  booking: ResourceBookingService,
  variantIds: string[]
): Promise<void> {
  for (const link of await booking.listVariantLinks(variantIds)) {
    const { variant_id, resource_id, group_id } = link
    const thing = {
      ...(resource_id && { resource_id }),
      ...(group_id && { group_id }),
    }
    await booking.unlinkVariant(variant_id, thing, SEED)
  }
}

/**
 * What a product sells, from the catalog.
 *
 * @throws MedusaError when it is not there
 */
export function soldThing(sells: Sells) {
  return "group" in sells
    ? oneOf(
        GROUPS.filter(({ handle }) => handle === sells.group),
        sells.group
      )
    : oneOf(
        RESOURCES.filter(({ handle }) => handle === sells.resource),
        sells.resource
      )
}

/**
 * A product of dates: its stock is the booking's capacity, and nothing is
 * shipped, so that a cart needs no shipping method.
 */
function creation({ sells, prices }: SeedProduct, channelId: string) {
  const { handle, name, type, description } = soldThing(sells)
  return {
    title: name,
    handle,
    description,
    status: ProductStatus.PUBLISHED,
    thumbnail: pictureOf(type),
    options: [{ title: OPTION.title, values: [OPTION.value] }],
    variants: [
      {
        title: OPTION.value,
        options: { [OPTION.title]: OPTION.value },
        manage_inventory: false,
        prices: CURRENCIES.map((currency_code) => ({
          currency_code,
          amount: prices[currency_code],
        })),
      },
    ],
    sales_channels: [{ id: channelId }],
  }
}
