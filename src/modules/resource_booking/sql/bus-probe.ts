import type { ProbeName } from "../events"
import type { Statement } from "./database"

/**
 * Puts the probe into the outbox, unless one was within the last 50 seconds:
 * one a minute, however many processes ask for it. Answers `{ seq }`.
 */
export function sendProbe(name: ProbeName): Statement {
  return {
    text: `
      with sent as (
        insert into booking_bus_probe as probe (sent_at)
        values (clock_timestamp())
        on conflict (only_one) do update set sent_at = excluded.sent_at
          where probe.sent_at < excluded.sent_at - interval '50 seconds'
        returning sent_at
      )
      insert into booking_outbox (event_name, event_data)
      select $1, '{}' from sent returning seq`,
    values: [name],
  }
}

export function noteDelivery(): Statement {
  return {
    text: "update booking_bus_probe set delivered_at = clock_timestamp()",
  }
}
