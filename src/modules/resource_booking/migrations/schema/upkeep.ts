/**
 * What the checks have found and how far they have come, and what a store's
 * processes know of each other: that they are there, and whose turn it is to do
 * what one of them does for all.
 */
export const UPKEEP = `
  create table booking_reconciliation (
    id text primary key,
    trigger text not null check (trigger in ('start', 'schedule', 'demand')),
    dry_run boolean not null,
    actor_type text not null,
    actor_id text,
    -- Which share of its checks a run has done, for who waits for it.
    progress real not null default 0 check (progress between 0 and 1),
    checked integer not null default 0,
    fixed integer not null default 0,
    flagged integer not null default 0,
    details jsonb not null default '[]',
    started_at timestamptz not null,
    -- Null while it runs, and forever when its process died.
    finished_at timestamptz
  );
  create index booking_reconciliation_started
    on booking_reconciliation (started_at);

  -- So that a run need not read all that there is. 'changes': up to which entry
  -- of the log all is checked; 'slices': up to which keys the present round has
  -- come; 'orders': the same of Medusa's.
  create table booking_check_progress (
    name text primary key,
    position jsonb not null,
    updated_at timestamptz not null default clock_timestamp()
  );

  -- The next three are a few rows that are written all the time: there is room
  -- for new versions.
  create table booking_process (
    id text primary key,
    name text not null,
    mode text not null check (mode in ('shared', 'worker', 'server')),
    version text not null,
    options jsonb not null,
    ticks jsonb not null,
    clock_offset_ms bigint not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    stopped_at timestamptz
  ) with (fillfactor = 50);

  create table booking_turn (
    name text primary key,
    is_asked boolean not null default false,
    reason text not null check (reason in ('start', 'schedule')),
    every_ms bigint,
    taken_by text,
    created_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz
  ) with (fillfactor = 50);

  -- What one process at a time does, and which one, until when. A row, not a
  -- lock of a session: behind a pooler, a session is nobody's.
  create table booking_lease (
    name text primary key,
    holder text not null,
    taken_at timestamptz not null,
    until timestamptz not null
  ) with (fillfactor = 50);
`
