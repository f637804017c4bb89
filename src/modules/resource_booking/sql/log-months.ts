import type { CalendarDate } from "../types"
import type { Statement } from "./database"

/**
 * Dropping a month locks the whole log for a moment, and making one its readers.
 * While it waits for its turn, nobody else gets one: so it does not wait for
 * long.
 */
const HURRY: Statement = { text: "set local lock_timeout = 100" }

/** Answers one LogMonths. */
export function logMonths(): Statement {
  return {
    text: `
      select date_trunc('month', clock_timestamp() at time zone 'UTC')::date
          as current,
        array(
          select to_date(right(c.relname, 7), 'YYYY_MM')
          from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = 'booking_operation_traffic'::regclass
            and c.relname ~ '_\\d{4}_\\d{2}$'
          order by 1) as made,
        array(
          select distinct
            date_trunc('month', created_at at time zone 'UTC')::date
          from booking_operation_traffic_beside order by 1) as beside`,
  }
}

/** One process at a time. */
export function lockLogMonths(): Statement {
  return {
    text: `lock table booking_operation_traffic
      in share update exclusive mode`,
  }
}

export function makeLogMonths(firsts: CalendarDate[]): Statement[] {
  return [
    HURRY,
    {
      text: "select booking_make_log_month(first) from unnest($1::date[]) first",
      values: [firsts],
    },
  ]
}

export function dropLogMonth(first: CalendarDate): Statement[] {
  return [
    HURRY,
    { text: "select booking_drop_log_month($1::date)", values: [first] },
  ]
}

/** The entries for which there was no month, all of them. */
export function dropLogBeside(): Statement[] {
  return [HURRY, { text: "select booking_drop_log_beside()" }]
}
