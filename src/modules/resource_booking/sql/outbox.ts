import type { EventName } from "../events"
import type { Statement } from "./database"

/** An event that was committed and not published yet. */
export type OutboxRow = {
  seq: number
  event_name: EventName
  event_data: Record<string, unknown>
  created_at: Date
}

/**
 * The oldest unpublished events after a place in the log, locked until they are
 * marked, so that two processes don't both publish them.
 */
export function takeOutbox(after: number, limit: number): Statement {
  return {
    name: "booking_take_outbox",
    text: `select seq, event_name, event_data, created_at
      from booking_operation
      where event_name is not null and published_at is null
        and seq > $1
      order by seq limit $2
      for update skip locked`,
    values: [after, limit],
  }
}

export function markPublished(seqs: number[]): Statement {
  return {
    name: "booking_mark_published",
    text: `update booking_operation set published_at = clock_timestamp()
      where seq = any ($1::bigint[])`,
    values: [seqs],
  }
}
