import type { Statement } from "./database"
import { CLOCK } from "./dates"

export type HealthRow = {
  live_holds: number
  oldest_overdue_hold_seconds: number
  outbox_lag_seconds: number
}

export function healthFigures(): Statement {
  return {
    text: `
      with ${CLOCK}
      select
        (select count(*) from booking_hold
          where status = 'active' and expires_at > clock.now) as live_holds,
        (select coalesce(extract(epoch from clock.now - min(expires_at)), 0)
          ::float8 from booking_hold
          where status = 'active' and expires_at <= clock.now)
          as oldest_overdue_hold_seconds,
        (select coalesce(extract(epoch from clock.now - min(created_at)), 0)
          ::float8 from booking_operation
          where event_name is not null and published_at is null)
          as outbox_lag_seconds
      from clock`,
  }
}
