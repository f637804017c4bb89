import type { PublishedEvent } from "../events"
import { markPublished, takeOutbox, type OutboxRow } from "../sql/outbox"
import { transact } from "../sql/transaction"
import type { OperationContext } from "./context"

const BATCH = 500

/** Hands events to the store's event bus; resolves when it has taken them. */
export type Emit = (events: PublishedEvent[]) => Promise<void>

/** In a row, of events that are offered one by one: the bus itself is away. */
const MAX_REFUSALS = 20

/**
 * Publishes what is in the outbox. An event is marked only after the bus has
 * taken it: a process that dies in between publishes it twice, never not. One
 * that the bus refuses stays in the outbox, and keeps no other waiting.
 *
 * @returns how many were published
 * @throws what the bus said of one that it refused, once it has the others
 */
export async function publishEvents(
  ctx: OperationContext,
  emit: Emit
): Promise<number> {
  const refusals: unknown[] = []
  let published = 0
  let after = 0
  let isLast = false
  while (!isLast) {
    await transact(ctx.db, async (tx) => {
      const rows = await tx.query<OutboxRow>(takeOutbox(after, BATCH))
      const taken = await offer(rows, emit, refusals)
      if (taken.length > 0) {
        await tx.commit([markPublished(taken)])
      }
      published += taken.length
      after = rows.at(-1)?.seq ?? after
      isLast = rows.length < BATCH
    })
  }
  if (refusals.length > 0) {
    throw refusals[0]
  }
  return published
}

/**
 * Together, or if the bus refuses them one by one, in the log's order.
 *
 * @returns those that it has taken
 * @throws what it said if it takes none of many
 */
async function offer(
  rows: OutboxRow[],
  emit: Emit,
  refusals: unknown[]
): Promise<number[]> {
  if (rows.length === 0) {
    return []
  }
  try {
    await emit(rows.map(toEvent))
    return rows.map((row) => row.seq)
  } catch (error) {
    if (rows.length === 1) {
      refusals.push(error)
      return []
    }
  }
  const taken: number[] = []
  let inARow = 0
  for (const row of rows) {
    const own = await offer([row], emit, refusals)
    taken.push(...own)
    inARow = own.length > 0 ? 0 : inARow + 1
    if (inARow === MAX_REFUSALS) {
      break
    }
  }
  if (inARow === MAX_REFUSALS && taken.length === 0) {
    throw refusals[0]
  }
  return taken
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
