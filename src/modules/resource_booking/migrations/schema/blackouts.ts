/** Dates that staff have closed. */
export const BLACKOUTS = `
  create table booking_blackout (
    id text primary key,
    resource_id text references booking_resource (id),
    group_id text references booking_resource_group (id),
    applies_to_all boolean not null default false,
    start_date date not null,
    end_date date,
    -- Out of order closes dates as a blackout does, perhaps without an end.
    kind text not null check (kind in ('blackout', 'freeze', 'out_of_order')),
    reason text not null,
    note text,
    created_by text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    lifted_at timestamptz,
    check (num_nonnulls(resource_id, group_id) + applies_to_all::int = 1),
    check (end_date >= start_date),
    constraint booking_blackout_open_ended
      check (end_date is not null or kind <> 'blackout'),
    -- Only a resource is frozen, or out of order.
    check (kind = 'blackout' or resource_id is not null)
  );
  create index booking_blackout_resource
    on booking_blackout (resource_id, start_date)
    where lifted_at is null and resource_id is not null;
  create index booking_blackout_group
    on booking_blackout (group_id, start_date)
    where lifted_at is null and group_id is not null;
  create index booking_blackout_all
    on booking_blackout (start_date)
    where lifted_at is null and applies_to_all;
  -- One live freeze for a resource: a second one replaces the first. The same of
  -- what is out of order.
  create unique index booking_blackout_freeze
    on booking_blackout (resource_id)
    where lifted_at is null and kind = 'freeze';
  create unique index booking_blackout_out_of_order
    on booking_blackout (resource_id)
    where lifted_at is null and kind = 'out_of_order';
`
