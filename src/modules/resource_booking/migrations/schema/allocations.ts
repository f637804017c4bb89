/** What is sold, or booked by staff: a hold's items once it is confirmed. */
export const ALLOCATIONS = `
  create table booking_allocation (
    id text primary key,
    status text not null default 'confirmed'
      check (status in ('confirmed', 'canceled')),
    hold_id text not null references booking_hold (id),
    hold_item_id text not null references booking_hold_item (id),
    segment integer not null default 1 check (segment > 0),
    -- The next segment, for one that was canceled because it was moved.
    replaced_by text references booking_allocation (id),
    resource_id text not null references booking_resource (id),
    dates date[] not null check (cardinality(dates) > 0),
    quantity integer not null check (quantity > 0),
    -- Null when staff booked without an order.
    order_id text,
    line_item_id text,
    guests jsonb not null default '[]',
    -- For staff alone, and personal: erased with its customer's data.
    note text,
    -- What has become of a stay that is over. While somebody is in, the
    -- occupancy says so, and these are null.
    arrived_at timestamptz,
    departed_at timestamptz,
    no_show_at timestamptz,
    -- Dates that were given back when the stay ended before its time.
    freed_dates date[] not null default '{}',
    canceled_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (hold_item_id, segment),
    -- For the occupancy's foreign key.
    constraint booking_allocation_of_resource unique (id, resource_id),
    check ((status = 'canceled') = (canceled_at is not null)),
    constraint booking_allocation_replaced
      check (replaced_by is null or status = 'canceled'),
    constraint booking_allocation_stay check (
      departed_at >= arrived_at
      and (arrived_at is null) = (departed_at is null)
      and (no_show_at is null or arrived_at is null)),
    constraint booking_allocation_freed check (
      freed_dates = '{}' or num_nonnulls(departed_at, no_show_at) = 1)
  );
  create index booking_allocation_order on booking_allocation (order_id);
  create index booking_allocation_hold on booking_allocation (hold_id);
  create index booking_allocation_resource
    on booking_allocation (resource_id);
  -- The way from an order's line.
  create index booking_allocation_line on booking_allocation (line_item_id)
    where line_item_id is not null;
  -- Those that are not over, for reconciliation.
  create index booking_allocation_dates
    on booking_allocation ((dates[cardinality(dates)]))
    where status = 'confirmed';
  -- Who left lately, whatever their dates were, for the board.
  create index booking_allocation_ended on booking_allocation
    (resource_id, (coalesce(departed_at, no_show_at)))
    where coalesce(departed_at, no_show_at) is not null;
  -- The list's own order: page N costs what page 1 does.
  create index booking_allocation_created
    on booking_allocation (created_at, id);

  -- The e-mails that an allocation's guests have, to find who wishes to be
  -- forgotten.
  create function booking_guest_emails(guests jsonb) returns text[]
  language sql immutable as $$
    select coalesce(array_agg(lower(guest ->> 'email')), '{}')
    from jsonb_array_elements(guests) as guest
    where guest ->> 'email' is not null
  $$;
  -- Without a list of what is not sorted in yet, which every look would read.
  create index booking_allocation_guest_emails on booking_allocation
    using gin (booking_guest_emails(guests)) with (fastupdate = off)
    where guests <> '[]';
`
