import type { Statement } from "./database"

/** Why somebody has a turn: a process has started, or the time has come. */
export type TurnReason = "start" | "schedule"

/**
 * Takes a turn if it is asked for, or if the last one began long enough ago.
 * Of processes that try at once, one gets it: the others wait for its row, and
 * then find it taken. Answers `{ reason }`, or nothing.
 */
export function takeTurn(
  name: string,
  everyMs: number,
  processId: string
): Statement {
  return {
    text: `
      insert into booking_turn (name, reason, every_ms, taken_by, started_at)
      values ($1, 'start', $2::bigint, $3, clock_timestamp())
      on conflict (name) do update set every_ms = excluded.every_ms,
        taken_by = excluded.taken_by, started_at = clock_timestamp(), is_asked = false,
        reason = case when booking_turn.is_asked then 'start'
          else 'schedule' end
      where booking_turn.is_asked or booking_turn.started_at is null
        or booking_turn.started_at
          <= clock_timestamp() - $2::bigint * interval '1 millisecond'
      returning reason`,
    values: [name, everyMs, processId],
  }
}

/** The next one to look has it, whenever the last one was. */
export function askForTurn(name: string): Statement {
  return {
    text: `insert into booking_turn (name, reason, is_asked)
      values ($1, 'start', true)
      on conflict (name) do update set is_asked = true`,
    values: [name],
  }
}

export function finishTurn(name: string): Statement {
  return {
    text: `update booking_turn set finished_at = clock_timestamp()
      where name = $1`,
    values: [name],
  }
}

/** Those that were ever taken. Answers Turns. */
export function turns(): Statement {
  return {
    text: `select name, every_ms / 1000.0::float8 as every_seconds,
        extract(epoch from clock_timestamp() - created_at)::float8
          as known_seconds,
        extract(epoch from clock_timestamp() - finished_at)::float8
          as finished_seconds_ago
      from booking_turn where every_ms is not null order by name`,
  }
}
