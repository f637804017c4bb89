import {
  checkVariantLink,
  decideVariantLink,
} from "../../domain/catalog/decide-variant-link"
import { notFound, unwrap } from "../../errors"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import {
  insertVariantLink,
  lockVariantLinks,
  selectSellable,
  type VariantLinkRecord,
  variantLinks,
} from "../../sql/variant-links"
import type { LinkVariant, LinkVariantResult, Span } from "../../types"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"
import { toVariantLink } from "./list-variant-links"

/**
 * Makes a variant sell a resource, or one of a group. A second thing makes it
 * a bundle; what it sells already is answered as it is.
 *
 * @param variantId of Medusa's product module; who calls knows that it exists
 * @throws BookingRefusal `not_found` for the resource or group; `invalid_data`
 * when the span is another than that of what the variant sells, or when it
 * sells as much as a hold has items
 */
export async function linkVariant(
  call: Call,
  variantId: string,
  thing: LinkVariant
): Promise<LinkVariantResult> {
  unwrap(checkVariantLink(variantId, thing))
  return transact(call.db, async (tx) => {
    const [, links, sellable] = (await tx.all([
      lockVariantLinks(),
      variantLinks([variantId]),
      selectSellable(thing),
    ])) as [unknown, VariantLinkRecord[], { span: Span | null }[]]
    const there = links.find((link) => isOf(link, thing))
    if (there) {
      return { link: toVariantLink(there), repeated: true }
    }
    const found = sellable[0] ?? noSuchThing(thing)
    const spans = links.map((link) => link.span)
    unwrap(decideVariantLink(spans, found.span))
    const id = newId("bvl")
    const entry = {
      operation: "variant.linked",
      actor: call.actor,
      resource_id: thing.resource_id ?? null,
      after: { variant_id: variantId, ...thing },
    }
    const written = (await tx.commit([
      insertVariantLink(id, variantId, thing),
      insertLog([entry]),
      variantLinks([variantId]),
    ])) as [unknown, unknown, VariantLinkRecord[]]
    const link = written[2].find((row) => row.id === id)
    return { link: toVariantLink(link as VariantLinkRecord), repeated: false }
  })
}

function isOf(link: VariantLinkRecord, thing: LinkVariant): boolean {
  return (
    link.resource_id === (thing.resource_id ?? null) &&
    link.group_id === (thing.group_id ?? null)
  )
}

function noSuchThing({ resource_id, group_id }: LinkVariant): never {
  return resource_id === undefined
    ? notFound("group", String(group_id))
    : notFound("resource", resource_id)
}
