import {
  createProductsWorkflow,
  deleteProductsWorkflow,
} from "@medusajs/medusa/core-flows"
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

/**
 * Creates the products, in the sales channel. Those that a seed left behind
 * when it was interrupted may lack their prices: they are made anew.
 */
export async function createProducts(
  container: MedusaContainer,
  channelId: string
): Promise<void> {
  const products = PRODUCTS.map((product) => creation(product, channelId))
  const leftBehind = await container
    .resolve(Modules.PRODUCT)
    .listProducts(
      { handle: products.map(({ handle }) => handle) },
      { select: ["id"], take: products.length }
    )
  if (leftBehind.length > 0) {
    await deleteProductsWorkflow(container).run({
      input: { ids: leftBehind.map(({ id }) => id) },
    })
  }
  await createProductsWorkflow(container).run({ input: { products } })
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
