import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { isoText } from "./lists"

export type HealthRow = {
  /** On a standby, or where an operator said so, nothing can be sold. */
  is_read_only: boolean
  live_holds: number
  oldest_overdue_hold_seconds: number
  outbox_lag_seconds: number
  /** When the last one ended that was no dry run; null: never. */
  last_reconciliation: string | null
  reconciliation_age_seconds: number | null
  /** Since the bus last delivered an event to the module itself; null: never. */
  last_delivered_event_seconds: number | null
  /** Of the one that is going on; null: none is. */
  reconciliation_running_seconds: number | null
}

export function healthFigures(): Statement {
  return {
    text: `
      with ${CLOCK},
      reconciled as (
        select max(finished_at) as at from booking_reconciliation
        where not dry_run
      )
      select current_setting('transaction_read_only') = 'on' as is_read_only,
        (select count(*) from booking_hold
          where status = 'active' and expires_at > clock.now) as live_holds,
        (select coalesce(extract(epoch from clock.now - min(expires_at)), 0)
          ::float8 from booking_hold
          where status = 'active' and due_at <= clock.now
            and expires_at <= clock.now) as oldest_overdue_hold_seconds,
        (select coalesce(extract(epoch from clock.now - min(occurred_at)), 0)
          ::float8 from booking_outbox)
          as outbox_lag_seconds,
        (select extract(epoch from clock.now - delivered_at)::float8
          from booking_bus_probe) as last_delivered_event_seconds,
        ${isoText("reconciled.at")} as last_reconciliation,
        extract(epoch from clock.now - reconciled.at)::float8
          as reconciliation_age_seconds,
        (select extract(epoch from clock.now - taken_at)::float8
          from booking_lease
          where name = 'reconciliation' and until > clock.now)
          as reconciliation_running_seconds
      from clock cross join reconciled`,
  }
}

/** Answers `{ writable }`: false on a standby, and where an operator said so. */
export function isWritable(): Statement {
  return {
    text: `select not pg_is_in_recovery()
        and current_setting('transaction_read_only') = 'off' as writable`,
  }
}
