/** The events that were not published yet: docs/adr/0005-outbox.md. */
export const OUTBOX = `
  create table booking_outbox (
    -- The number of the log's entry, if it has one.
    seq bigint primary key default nextval('booking_operation_seq'),
    event_name text not null,
    event_data jsonb not null,
    occurred_at timestamptz not null default clock_timestamp(),
    -- The run that has taken it; null: none has.
    lease uuid,
    -- Nobody takes it before: its lease runs until then, or the bus has refused
    -- it and is asked again then.
    not_before timestamptz not null default '-infinity',
    failures integer not null default 0 check (failures >= 0)
  ) with (
    fillfactor = 70, -- room for HOT updates: a lease is no index entry
    -- Rows come and go; who looks for the next ones passes by the dead.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000
  );

  -- An event that comes back says that the bus delivers. One row.
  create table booking_bus_probe (
    only_one boolean primary key default true check (only_one),
    sent_at timestamptz not null,
    delivered_at timestamptz
  );
`
