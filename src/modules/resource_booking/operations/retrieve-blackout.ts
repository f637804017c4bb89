import { isStorable } from "../domain/text"
import { notFound } from "../errors"
import { selectBlackout } from "../sql/blackouts"
import type { BlackoutDTO } from "../types"
import type { OperationContext } from "./context"

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
