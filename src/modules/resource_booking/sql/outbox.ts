import type { EventName, ProbeName } from "../events"
import type { Statement } from "./database"

/** An event that was committed and not published yet. */
export type OutboxRow = {
  seq: number
  event_name: EventName | ProbeName
  event_data: Record<string, unknown>
  occurred_at: Date
}

/**
 * Takes the oldest events that nobody has taken, for a while: until then nobody
 * else takes them, and then anybody does. The rows come in no order.
 *
 * @param lease the id of who takes them
 */
export function takeOutbox(
  lease: string,
  limit: number,
  forMs: number
): Statement {
  return {
    name: "booking_take_outbox",
    // An array, not a join: a plan by the key whatever is known of the size of
    // a table that is empty most of the time.
    text: `
      update booking_outbox set lease = $1::uuid,
        not_before = clock_timestamp() + $3::int * interval '1 millisecond'
      where seq = any (array(
        select seq from booking_outbox
        where not_before <= clock_timestamp()
        order by seq limit $2 for update skip locked))
      returning seq, event_name, event_data, occurred_at`,
    values: [lease, limit, forMs],
  }
}

/** The bus has taken them: they go, if they are still whose lease it is. */
export function removePublished(lease: string, seqs: number[]): Statement {
  return {
    name: "booking_remove_published",
    text: `delete from booking_outbox
      where seq = any ($2::bigint[]) and lease = $1::uuid`,
    values: [lease, seqs],
  }
}

/**
 * The bus has refused them, each by itself: they are offered again after a
 * second, two, four, at last every ten minutes.
 */
export function putOff(lease: string, seqs: number[]): Statement {
  return {
    text: `update booking_outbox set lease = null, failures = failures + 1,
        not_before = clock_timestamp() + least(interval '10 minutes',
          interval '1 second' * 2 ^ least(failures, 10))
      where seq = any ($2::bigint[]) and lease = $1::uuid`,
    values: [lease, seqs],
  }
}

/** They were not offered: anybody may take them. */
export function giveBack(lease: string, seqs: number[]): Statement {
  return {
    text: `update booking_outbox set lease = null, not_before = '-infinity'
      where seq = any ($2::bigint[]) and lease = $1::uuid`,
    values: [lease, seqs],
  }
}
