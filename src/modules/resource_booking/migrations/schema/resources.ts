/** What is booked, and in what groups. */
export const RESOURCES = `
  -- Numbers for advisory locks. Resources and groups share the sequence, so
  -- that a number names one thing; it starts at 1 because (0, 0) is
  -- "everything".
  create sequence booking_lock_number as integer minvalue 1;

  create table booking_resource_group (
    id text primary key,
    lock_number integer not null unique default nextval('booking_lock_number'),
    handle text not null,
    name text not null,
    type text not null,
    description text,
    images jsonb not null default '[]',
    amenities jsonb not null default '[]',
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
  );
  create unique index booking_resource_group_handle
    on booking_resource_group (handle) where deleted_at is null;

  create table booking_resource (
    id text primary key,
    lock_number integer not null unique default nextval('booking_lock_number'),
    handle text not null,
    name text not null,
    type text not null,
    description text,
    group_id text references booking_resource_group (id),
    timezone text not null,
    span text not null check (span in ('day', 'night')),
    default_capacity integer
      check (default_capacity between 0 and 1000000),
    min_stay integer check (min_stay > 0),
    max_stay integer check (max_stay > 0),
    lead_time_hours integer not null default 0 check (lead_time_hours >= 0),
    horizon_days integer check (horizon_days > 0),
    hold_ttl_minutes integer check (hold_ttl_minutes > 0),
    -- Local times, HH:MM.
    check_in_time text
      check (check_in_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    check_out_time text
      check (check_out_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    images jsonb not null default '[]',
    amenities jsonb not null default '[]',
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    check (min_stay <= max_stay)
  );
  create unique index booking_resource_handle
    on booking_resource (handle) where deleted_at is null;
  create index booking_resource_group_id
    on booking_resource (group_id) where deleted_at is null;
  -- The list's own order: page N costs what page 1 does.
  create index booking_resource_name on booking_resource (name, id)
    where deleted_at is null;
`
