import type { BookingProcess } from "../types"
import type { Statement } from "./database"
import { isoText } from "./lists"

/** What a process says of itself. */
export type Beat = Pick<
  BookingProcess,
  "id" | "name" | "mode" | "version" | "options" | "ticks" | "clock_offset_ms"
> & { up_ms: number }

/** Longer than anybody asks when a process was last seen. */
const KEPT_FOR = "interval '1 hour'"

/**
 * Writes that a process is there, and forgets those that have long been gone.
 * Answers the database's time, `{ now_ms }`.
 */
export function beat(given: Beat): Statement {
  return {
    text: `
      with gone as (
        delete from booking_process
        where seen_at < clock_timestamp() - ${KEPT_FOR} and id <> $1
      )
      insert into booking_process (id, name, mode, version, options, ticks,
        clock_offset_ms, started_at, seen_at)
      values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7,
        clock_timestamp() - $8::bigint * interval '1 millisecond',
        clock_timestamp())
      on conflict (id) do update set ticks = excluded.ticks,
        clock_offset_ms = excluded.clock_offset_ms, seen_at = excluded.seen_at
      returning (extract(epoch from seen_at) * 1000)::bigint as now_ms`,
    values: [
      ...[given.id, given.name, given.mode, given.version],
      ...[JSON.stringify(given.options), JSON.stringify(given.ticks)],
      ...[Math.round(given.clock_offset_ms), Math.round(given.up_ms)],
    ],
  }
}

/** It ends, and says so: nobody misses it. */
export function stopped(id: string): Statement {
  return {
    text: `update booking_process set stopped_at = clock_timestamp()
      where id = $1`,
    values: [id],
  }
}

/** When any process was last there, `{ seconds }` of the epoch; null: none was. */
export function newestBeat(): Statement {
  return {
    text: `select extract(epoch from max(seen_at))::float8 as seconds
      from booking_process`,
  }
}

/** Those of late, the oldest first. Answers BookingProcesses. */
export function processes(): Statement {
  return {
    text: `select id, name, mode, version, options, ticks, clock_offset_ms,
        ${isoText("started_at")} as started_at,
        ${isoText("stopped_at")} as stopped_at,
        extract(epoch from clock_timestamp() - started_at)::float8
          as up_seconds,
        extract(epoch from clock_timestamp() - seen_at)::float8
          as seen_seconds_ago
      from booking_process
      where seen_at >= clock_timestamp() - ${KEPT_FOR}
      order by booking_process.started_at, id`,
  }
}
