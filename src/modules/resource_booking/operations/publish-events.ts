import type { PublishedEvent } from "../events"
import { markPublished, takeOutbox, type OutboxRow } from "../sql/outbox"
import { transact } from "../sql/transaction"
import type { OperationContext } from "./context"

const BATCH = 500

/** Hands events to the store's event bus; resolves when it has taken them. */
export type Emit = (events: PublishedEvent[]) => Promise<void>

/**
 * Publishes what is in the outbox. An event is marked only after the bus has
 * taken it: a process that dies in between publishes it twice, never not.
 *
 * @returns how many were published
 */
export async function publishEvents(
  ctx: OperationContext,
  emit: Emit
): Promise<number> {
  let published = 0
  for (;;) {
    const count = await transact(ctx.db, async (tx) => {
      const rows = await tx.query<OutboxRow>(takeOutbox(BATCH))
      if (rows.length > 0) {
        await emit(rows.map(toEvent))
        await tx.commit([markPublished(rows.map((row) => row.seq))])
      }
      return rows.length
    })
    published += count
    if (count < BATCH) {
      return published
    }
  }
}

function toEvent(row: OutboxRow): PublishedEvent {
  return {
    name: row.event_name,
    data: {
      ...row.event_data,
      operation_id: `bop_${row.seq}`,
      occurred_at: row.created_at.toISOString(),
    },
  }
}
