import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  MedusaError,
} from "@medusajs/framework/utils"

import type { LineFacts } from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"

/** Of a variant, what a title may say. */
export type NamedVariant = {
  id: string
  title: string
  product: { title: string } | null
}

/** The fields of a NamedVariant. */
export const NAME_FIELDS = ["id", "title", "product.title"]

type Stay = Pick<LineFacts, "dates" | "stay" | "quantity">

/**
 * What a line is called: as the option `line_title` says, or the product and
 * its dates.
 *
 * @param variant undefined for one that is gone
 * @throws MedusaError when the option's function returns no text
 */
export function titleOf(
  container: MedusaContainer,
  variantId: string,
  variant: NamedVariant | undefined,
  { dates, stay, quantity }: Stay
): string {
  const { line_title = usualTitle } = bookingsIn(container).options
  const title: unknown = line_title({
    variant_id: variantId,
    variant_title: variant?.title ?? null,
    product_title: variant?.product?.title ?? null,
    ...{ dates, stay, quantity },
  })
  if (typeof title !== "string" || title.trim() === "") {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      "The option line_title must return a text."
    )
  }
  return title
}

/** Of a variant that is gone, only the dates. */
function usualTitle({ product_title, variant_title, stay }: LineFacts): string {
  const name = product_title ?? variant_title
  return name === null ? stay : `${name}, ${stay}`
}

/** The title of a line whose variant is not at hand. */
export async function lineTitle(
  container: MedusaContainer,
  variantId: string,
  stay: Stay
): Promise<string> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "variant",
    fields: NAME_FIELDS,
    filters: { id: variantId },
  })
  const variant = data[0] as unknown as NamedVariant | undefined
  return titleOf(container, variantId, variant, stay)
}
