import type { EventData, EventName } from "../events"
import type { Actor } from "../types"
import type { Statement } from "./database"

/**
 * One entry of the log. Ids, dates, amounts: never an e-mail, name, address or
 * metadata, since the log is kept for years.
 */
export type LogEntry = {
  /** `noun.past-participle`: `hold.placed`, `capacity.set`. */
  operation: string
  actor: Actor
  resource_id?: string | null
  hold_id?: string | null
  allocation_id?: string | null
  order_id?: string | null
  blackout_id?: string | null
  before?: unknown
  after?: unknown
  reason?: string | null
  /** Goes into the outbox, until it is published. */
  event?: { name: EventName; data: EventData }
}

/** Columns of an entry with its event, as JSON has them: see `logRows`. */
export const LOG_COLUMNS = `operation text, resource_id text, hold_id text,
  allocation_id text, order_id text, blackout_id text, actor_type text,
  actor_id text, before jsonb, after jsonb, reason text, event_name text,
  event_data jsonb`

/** Entries as one JSON parameter. */
export function logRows(entries: LogEntry[]): string {
  return JSON.stringify(
    entries.map(({ actor, event, ...entry }) => ({
      ...entry,
      actor_type: actor.type,
      actor_id: actor.id,
      event_name: event?.name ?? null,
      event_data: event?.data ?? null,
    }))
  )
}

/**
 * What staff write down about resources, links and closures is kept forever,
 * since the audit compares it with what there is; so is what a later version
 * writes about a noun of its own. What holds, stays and housekeeping write is
 * kept for a while.
 */
const KIND = `case when split_part(operation, '.', 1)
    in ('hold', 'allocation', 'occupancy', 'task')
  or operation in ('capacity.depleted', 'resource.housekeeping_set')
  then 'traffic' else 'catalog' end`

/**
 * Common table expressions that number entries, and put their events into the
 * outbox. INTO_LOG is to follow, as the statement itself or as one more of
 * them.
 *
 * @param entries a query whose rows have LOG_COLUMNS
 */
export function numbering(entries: string): string {
  return `
    entry as (
      select nextval('booking_operation_seq') as seq,
        clock_timestamp() as at, given.*
      from (${entries}) given
    ), told as (
      insert into booking_outbox (seq, event_name, event_data, occurred_at)
      select seq, event_name, event_data, at from entry
      where event_name is not null
    )`
}

/** Writes what is numbered. */
export const INTO_LOG = `
  insert into booking_operation (seq, kind, operation, resource_id, hold_id,
    allocation_id, order_id, blackout_id, actor_type, actor_id, before, after,
    reason, created_at)
  select seq, ${KIND}, operation, resource_id, hold_id, allocation_id, order_id,
    blackout_id, actor_type, actor_id, before, after, reason, at
  from entry`

/** Entries that are a parameter, made by `logRows`. */
export function givenEntries(parameter: string): string {
  return `select *
    from jsonb_to_recordset(${parameter}::jsonb) as row (${LOG_COLUMNS})`
}

/** Writes entries in the change's own transaction. */
export function insertLog(entries: LogEntry[]): Statement {
  return {
    name: "booking_insert_log",
    text: `with ${numbering(givenEntries("$1"))} ${INTO_LOG}`,
    values: [logRows(entries)],
  }
}
