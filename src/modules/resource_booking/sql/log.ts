import type { EventData, EventName } from "../events"
import type { Actor } from "../types"
import type { Statement } from "./database"

/**
 * One entry of the log. Ids, dates, amounts: never an e-mail, name, address or
 * metadata, since the log is kept for ever.
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
  /** An entry with an event is in the outbox until it is published. */
  event?: { name: EventName; data: EventData }
}

/** Columns of the log as `jsonb_to_recordset` reads them from `logRows`. */
export const LOG_COLUMNS = `operation text, resource_id text, hold_id text,
  allocation_id text, order_id text, blackout_id text, actor_type text,
  actor_id text, before jsonb, after jsonb, reason text, event_name text,
  event_data jsonb`

/** The inserted columns, in the order of LOG_COLUMNS. */
export const LOG_TARGET = `booking_operation (operation, resource_id, hold_id,
  allocation_id, order_id, blackout_id, actor_type, actor_id, before, after,
  reason, event_name, event_data)`

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

/** Writes entries in the change's own transaction. Answers `{ seq }` rows. */
export function insertLog(entries: LogEntry[]): Statement {
  return {
    name: "booking_insert_log",
    text: `
      insert into ${LOG_TARGET}
      select * from jsonb_to_recordset($1::jsonb) as entry (${LOG_COLUMNS})
      returning seq`,
    values: [logRows(entries)],
  }
}
