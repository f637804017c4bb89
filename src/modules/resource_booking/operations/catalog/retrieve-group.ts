import { isStorable } from "../../domain/shared/text"
import { notFound } from "../../errors"
import { selectGroup } from "../../sql/groups"
import type { GroupDTO, SoldIn } from "../../types"
import { scopeOf } from "../capacity/sales-scope"
import type { OperationContext } from "../shared/context"

/**
 * One group by id or handle.
 *
 * @throws BookingRefusal `not_found`
 */
export async function retrieveGroup(
  ctx: OperationContext,
  idOrHandle: string,
  shown: SoldIn = {}
): Promise<GroupDTO> {
  const [group] = isStorable(idOrHandle)
    ? await ctx.db.query<GroupDTO>(selectGroup(idOrHandle, scopeOf(ctx, shown)))
    : []
  return group ?? notFound("group", idOrHandle)
}
