import { AGREED_FOR_DAYS, existingHolds } from "../../sql/ended-holds"
import type { OperationContext } from "../shared/context"
import { timeOfId } from "../shared/ids"

const DAY_MS = 24 * 60 * 60_000

/**
 * Of these ids, those of holds that were deleted, as far as can be told: so old
 * that they may have been, and not there. Any other text is not an id.
 */
export async function listDeletedHolds(
  { db }: OperationContext,
  ids: string[]
): Promise<string[]> {
  const before = Date.now() - AGREED_FOR_DAYS * DAY_MS
  const old = ids.filter((id) => (timeOfId(id) ?? Infinity) < before)
  if (old.length === 0) {
    return []
  }
  const rows = await db.query<{ id: string }>(existingHolds(old))
  const known = new Set(rows.map(({ id }) => id))
  return old.filter((id) => !known.has(id))
}
