import { isStorable } from "../../domain/shared/text"
import { variantShown } from "../../sql/sold-in"
import type { OperationContext } from "../shared/context"

/** Whether a variant's product is published in one of the sales channels. */
export async function isVariantSold(
  ctx: OperationContext,
  variantId: string,
  channels: string[]
): Promise<boolean> {
  const found = isStorable(variantId)
    ? await ctx.db.query(variantShown(variantId, channels))
    : []
  return found.length > 0
}
