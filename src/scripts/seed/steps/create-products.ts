import { createProductsWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, ProductStatus } from "@medusajs/framework/utils"
import { CURRENCIES } from "../business"
import { GROUPS } from "../catalogue/groups"
import { PRODUCTS } from "../catalogue/products"
import { RESOURCES } from "../catalogue/resources"
import type { SeedProduct, Sells } from "../catalogue/shapes"
import { oneOf } from "../one-of"
import { pictureOf } from "../pictures"

/** Medusa wants an option; there is one rate for each product. */
const OPTION = { title: "Rate", value: "Standard" }

/** Creates the products that are missing, in the sales channel. */
export async function createProducts(
  container: MedusaContainer,
  channelId: string
): Promise<void> {
  const wanted = PRODUCTS.map((product) => creation(product, channelId))
  const existing = await container
    .resolve(Modules.PRODUCT)
    .listProducts(
      { handle: wanted.map(({ handle }) => handle) },
      { select: ["handle"], take: wanted.length }
    )
  const handles = new Set(existing.map(({ handle }) => handle))
  const missing = wanted.filter(({ handle }) => !handles.has(handle))
  if (missing.length > 0) {
    await createProductsWorkflow(container).run({
      input: { products: missing },
    })
  }
}

/**
 * What a product sells, from the catalogue.
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
