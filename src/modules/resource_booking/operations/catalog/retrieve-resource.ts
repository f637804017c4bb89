import { isStorable } from "../../domain/shared/text"
import { notFound } from "../../errors"
import { selectResource } from "../../sql/resources"
import type { ResourceDTO, SoldIn } from "../../types"
import { scopeOf } from "../capacity/sales-scope"
import type { OperationContext } from "../shared/context"

/**
 * One resource by id or handle, active or not.
 *
 * @throws BookingRefusal `not_found`
 */
export async function retrieveResource(
  ctx: OperationContext,
  idOrHandle: string,
  shown: SoldIn = {}
): Promise<ResourceDTO> {
  const [resource] = isStorable(idOrHandle)
    ? await ctx.db.query<ResourceDTO>(
        selectResource(idOrHandle, scopeOf(ctx, shown))
      )
    : []
  return resource ?? notFound("resource", idOrHandle)
}
