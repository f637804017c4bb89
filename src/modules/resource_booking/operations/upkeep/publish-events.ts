import { randomUUID } from "node:crypto"

import type { PublishedEvent } from "../../events"
import {
  giveBack,
  type OutboxRow,
  putOff,
  removePublished,
  takeOutbox,
} from "../../sql/outbox"
import type { OperationContext } from "../shared/context"

const BATCH = 500

/** Who has not said by then what became of its events has died. */
const LEASE_MS = 30_000
/** What is offered one by one is offered well within the lease. */
const OFFER_MS = 20_000

/** In a row, of events that are offered one by one: the bus itself is away. */
const MAX_REFUSALS = 20

/** Hands events to the store's event bus; resolves when it has taken them. */
export type Emit = (events: PublishedEvent[]) => Promise<void>

/** The bus has not said in time whether it takes them; it may say so later. */
export class NoAnswer extends Error {
  constructor(readonly answer: Promise<void> = Promise.resolve()) {
    super("the event bus is not responding")
  }
}

/** What became of a batch, by the events' numbers. */
type Offered = {
  taken: number[]
  /** Each by itself. */
  refused: number[]
  /** The bus may have them or not. */
  unanswered: number[]
  /** Not offered, since the bus is away. */
  left: number[]
  error?: unknown
}

/**
 * Publishes what is in the outbox, without a transaction or a lock while the
 * bus is asked: events are taken for a while, offered, and removed when the bus
 * has them. A process that dies in between publishes them twice, never not. One
 * that the bus refuses stays in the outbox for later, and keeps no other
 * waiting.
 *
 * @returns how many were published
 * @throws what the bus said of one that it refused, once it has the others;
 * NoAnswer when it said nothing
 */
export async function publishEvents(
  ctx: OperationContext,
  emit: Emit
): Promise<number> {
  let published = 0
  const errors: unknown[] = []
  for (let isLast = false; !isLast;) {
    const lease = randomUUID()
    const rows = await ctx.db.query<OutboxRow>(
      takeOutbox(lease, BATCH, LEASE_MS)
    )
    const offered = await offer(rows.sort(byNumber), emit)
    await keepWhatIsLeft(ctx, lease, offered)
    published += offered.taken.length
    errors.push(...(offered.error === undefined ? [] : [offered.error]))
    isLast = rows.length < BATCH || isAway(offered)
  }
  if (errors.length > 0) {
    throw errors[0]
  }
  return published
}

const byNumber = (a: OutboxRow, b: OutboxRow) => a.seq - b.seq

const isAway = ({ left, unanswered }: Offered) =>
  left.length + unanswered.length > 0

/** Together, or if the bus refuses them one by one, in the log's order. */
async function offer(rows: OutboxRow[], emit: Emit): Promise<Offered> {
  const offered: Offered = { taken: [], refused: [], unanswered: [], left: [] }
  if (rows.length === 0) {
    return offered
  }
  try {
    await emit(rows.map(toEvent))
    return { ...offered, taken: rows.map(({ seq }) => seq) }
  } catch (error) {
    if (error instanceof NoAnswer) {
      return { ...offered, unanswered: rows.map(({ seq }) => seq), error }
    }
    return rows.length === 1
      ? { ...offered, refused: rows.map(({ seq }) => seq), error }
      : offerEach(rows, emit)
  }
}

async function offerEach(rows: OutboxRow[], emit: Emit): Promise<Offered> {
  const all: Offered = { taken: [], refused: [], unanswered: [], left: [] }
  const until = performance.now() + OFFER_MS
  let inARow = 0
  for (const [i, row] of rows.entries()) {
    const one = await offer([row], emit)
    all.taken.push(...one.taken)
    all.refused.push(...one.refused)
    all.unanswered.push(...one.unanswered)
    all.error ??= one.error
    inARow = one.taken.length > 0 ? 0 : inARow + 1
    if (
      one.unanswered.length > 0 ||
      inARow === MAX_REFUSALS ||
      performance.now() > until
    ) {
      all.left = rows.slice(i + 1).map(({ seq }) => seq)
      break
    }
  }
  return all
}

/** Whoever comes after the lease leaves alone what is somebody else's by then. */
async function keepWhatIsLeft(
  { db }: OperationContext,
  lease: string,
  { taken, refused, unanswered, left, error }: Offered
): Promise<void> {
  if (taken.length > 0) {
    await db.query(removePublished(lease, taken))
  }
  if (refused.length > 0) {
    await db.query(putOff(lease, refused))
  }
  if (left.length > 0) {
    await db.query(giveBack(lease, left))
  }
  if (unanswered.length > 0 && error instanceof NoAnswer) {
    // If it doesn't come to that, the lease ends and they are offered again.
    error.answer
      .then(() => db.query(removePublished(lease, unanswered)))
      .catch(() => undefined)
  }
}

function toEvent(row: OutboxRow): PublishedEvent {
  return {
    name: row.event_name,
    data: {
      ...row.event_data,
      operation_id: `bop_${row.seq}`,
      occurred_at: row.occurred_at.toISOString(),
    },
  }
}
