import { notFound } from "../../errors"
import { readHold } from "../../sql/holds"
import type { AdminHoldDTO, HoldAccess, HoldAnswer } from "../../types"
import type { OperationContext } from "../shared/context"
import { toAdminHold, toAnswer } from "../shared/records"
import { accessibleHold } from "./hold-access"

/** @throws BookingRefusal `not_found`, also for somebody else's hold */
export async function retrieveHold(
  ctx: OperationContext,
  id: string,
  access: HoldAccess
): Promise<HoldAnswer> {
  return toAnswer(ctx, await accessibleHold(ctx, ctx.db, id, access))
}

/** @throws BookingRefusal `not_found` */
export async function retrieveHoldForAdmin(
  ctx: OperationContext,
  id: string
): Promise<AdminHoldDTO> {
  const hold = await readHold(ctx.db, id)
  return hold ? toAdminHold(hold) : notFound("hold", id)
}
