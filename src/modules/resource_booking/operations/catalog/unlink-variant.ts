import { checkVariantLink } from "../../domain/catalog/decide-variant-link"
import { reject, unwrap } from "../../errors"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import { deleteVariantLink } from "../../sql/variant-links"
import type { LinkVariant } from "../../types"
import type { Call } from "../shared/context"

/**
 * Makes a variant not sell a resource or group any more. What was held and
 * sold by it stays.
 *
 * @returns the link's id
 * @throws BookingRefusal `invalid_data`; `not_found` when it doesn't sell it
 */
export async function unlinkVariant(
  call: Call,
  variantId: string,
  thing: LinkVariant
): Promise<string> {
  unwrap(checkVariantLink(variantId, thing))
  return transact(call.db, async (tx) => {
    const [link] = await tx.query<{ id: string }>(
      deleteVariantLink(variantId, thing)
    )
    if (!link) {
      return reject("not_found", "The variant is not linked to this.")
    }
    const entry = {
      operation: "variant.unlinked",
      actor: call.actor,
      resource_id: thing.resource_id ?? null,
      before: { variant_id: variantId, ...thing },
    }
    await tx.commit([insertLog([entry])])
    return link.id
  })
}
