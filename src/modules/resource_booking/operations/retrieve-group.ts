import { isStorable } from "../domain/text"
import { notFound } from "../errors"
import { selectGroup } from "../sql/groups"
import type { GroupDTO } from "../types"
import type { OperationContext } from "./context"

/**
 * One group by id or handle.
 *
 * @throws BookingRefusal `not_found`
 */
export async function retrieveGroup(
  ctx: OperationContext,
  idOrHandle: string
): Promise<GroupDTO> {
  const [group] = isStorable(idOrHandle)
    ? await ctx.db.query<GroupDTO>(selectGroup(idOrHandle))
    : []
  return group ?? notFound("group", idOrHandle)
}
