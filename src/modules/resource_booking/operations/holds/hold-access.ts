import { notFound } from "../../errors"
import type { Queryable } from "../../sql/database"
import { type HoldRecord, readHold } from "../../sql/holds"
import type { HoldAccess } from "../../types"
import type { OperationContext } from "../shared/context"
import { isHoldToken } from "../shared/hold-identity"

/**
 * Reads a hold for somebody who says why they may see it: its token, its cart,
 * its customer, or being an admin.
 *
 * @throws BookingRefusal `not_found` for an unknown hold and for somebody
 * else's alike
 */
export async function accessibleHold(
  { options }: OperationContext,
  on: Queryable,
  id: string,
  access: HoldAccess
): Promise<HoldRecord> {
  return checkAccess(options.token_secret, await readHold(on, id), id, access)
}

/**
 * The same for a hold that was read already.
 *
 * @throws BookingRefusal `not_found`
 */
export function checkAccess(
  secret: string,
  hold: HoldRecord | null | undefined,
  id: string,
  access: HoldAccess
): HoldRecord {
  return hold && mayAccess(secret, hold, access) ? hold : notFound("hold", id)
}

function mayAccess(
  secret: string,
  hold: HoldRecord,
  access: HoldAccess
): boolean {
  if (access.admin) {
    return true
  }
  const { token, cart_id, customer_id } = access
  return (
    (!!token && isHoldToken(secret, hold.id, token)) ||
    (!!cart_id && cart_id === hold.cart_id) ||
    (!!customer_id && customer_id === hold.customer_id)
  )
}
