import { isStorable } from "../../domain/shared/text"
import type { Queryable } from "../../sql/database"
import { type VariantLinkRecord, variantLinks } from "../../sql/variant-links"
import type { VariantLinkDTO } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * What variants sell, variant by variant, in the order in which it was linked.
 * Several links of one variant are a bundle. Deleted resources and groups are
 * left out.
 */
export async function listVariantLinks(
  ctx: OperationContext,
  variantIds: string[]
): Promise<VariantLinkDTO[]> {
  const ids = [...new Set(variantIds)].filter((id) => isStorable(id))
  return (await readVariantLinks(ctx.db, ids)).map(toVariantLink)
}

async function readVariantLinks(
  on: Queryable,
  variantIds: string[]
): Promise<VariantLinkRecord[]> {
  return on.query<VariantLinkRecord>(variantLinks(variantIds))
}

export function toVariantLink({
  span: _,
  ...link
}: VariantLinkRecord): VariantLinkDTO {
  return link
}
