import { holdsOfLines, unpinHolds as writeUnpinned } from "../sql/cart-holds"
import { effectiveStatus } from "../domain/hold-states"
import { lockBaskets, type HoldRecord } from "../sql/holds"
import { datesKeys, takeLocks } from "../sql/locks"
import { insertLog } from "../sql/log"
import { transact } from "../sql/transaction"
import type { Call } from "./context"
import { iso } from "./records"

/** After a payment that failed there is time to try another card. */
const LEAST_MS = 5 * 60_000

/**
 * After a payment that failed: a cart's pinned holds get their own end back, or
 * five minutes from now if that is later. What has ended or was sold stays so.
 *
 * @throws BookingRefusal `busy`
 */
export async function unpinHolds(call: Call, cartId: string): Promise<void> {
  await transact(call.db, async (tx) => {
    const found = (await tx.query<HoldRecord>(holdsOfLines(cartId))).filter(
      (hold) => hold.pinned_from_ms !== null
    )
    const owners = [...new Set(found.flatMap((hold) => hold.owner ?? []))]
    if (owners.length === 0) {
      return
    }
    await tx.all(lockBaskets(owners, true))
    const items = found.flatMap((hold) => hold.items)
    const [, rows] = await tx.all([
      takeLocks(datesKeys(items)),
      holdsOfLines(cartId),
    ])
    const ids = new Set(found.map((hold) => hold.id))
    const pinned = (rows as HoldRecord[]).filter(
      (hold) =>
        ids.has(hold.id) &&
        hold.pinned_from_ms !== null &&
        effectiveStatus(
          { status: hold.status, expiresAtMs: hold.expires_at_ms },
          hold.now_ms
        ) === "active"
    )
    const least = (pinned[0]?.now_ms ?? 0) + LEAST_MS
    await tx.commit([
      writeUnpinned(
        pinned.map((hold) => hold.id),
        least
      ),
      insertLog(
        pinned.map((hold) => ({
          operation: "hold.unpinned",
          actor: call.actor,
          hold_id: hold.id,
          before: { expires_at: iso(hold.expires_at_ms) },
          after: {
            expires_at: iso(Math.max(hold.pinned_from_ms as number, least)),
          },
        }))
      ),
    ])
  })
}
