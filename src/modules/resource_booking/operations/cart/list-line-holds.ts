import { effectiveStatus } from "../../domain/holds/hold-states"
import { stayInWords } from "../../domain/shared/date-words"
import { isStorable } from "../../domain/shared/text"
import { holdsForLines } from "../../sql/cart-holds"
import type { HoldItemRecord, HoldRecord } from "../../sql/holds"
import type { LineHold } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * What a cart's lines were sold with, as it was agreed: those that have their
 * line, and those that wait for it. Released ones are left out.
 */
export async function listLineHolds(
  { db }: OperationContext,
  cartId: string
): Promise<LineHold[]> {
  if (!isStorable(cartId)) {
    return []
  }
  const holds = await db.query<HoldRecord>(holdsForLines(cartId))
  return holds.flatMap((hold) =>
    hold.line
      ? [
          {
            ...hold.line,
            ...{ hold_id: hold.id, email: hold.email, metadata: hold.metadata },
            stay: stayOf(hold),
            status: effectiveStatus(
              { status: hold.status, expiresAtMs: hold.expires_at_ms },
              hold.now_ms
            ),
            items: hold.items.map(
              ({ resource_id, group_id, dates, quantity }) => ({
                ...{ resource_id, group_id, dates, quantity },
              })
            ),
          },
        ]
      : []
  )
}

function stayOf({ items }: HoldRecord): string {
  const { span, dates } = items[0] as HoldItemRecord
  return stayInWords(span, dates)
}
