import { isStorable } from "../../domain/shared/text"
import { notFound } from "../../errors"
import { selectBlackout } from "../../sql/blackouts"
import type { BlackoutDTO } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * A blackout or freeze that is not lifted.
 *
 * @throws BookingRefusal `not_found`
 */
export async function retrieveBlackout(
  ctx: OperationContext,
  id: string
): Promise<BlackoutDTO> {
  const [blackout] = isStorable(id)
    ? await ctx.db.query<BlackoutDTO>(selectBlackout(id))
    : []
  return blackout ?? notFound("blackout", id)
}
