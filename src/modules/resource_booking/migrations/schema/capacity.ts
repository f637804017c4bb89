/** How many units of a resource a date has, and how many are taken. */
export const CAPACITY = `
  create table booking_capacity (
    resource_id text not null references booking_resource (id),
    date date not null,
    max_capacity integer not null check (max_capacity between 0 and 1000000),
    -- Sums of the claims. Written by the triggers on booking_claim alone.
    held integer not null default 0 check (held >= 0),
    allocated integer not null default 0 check (allocated >= 0),
    -- Those of them that were granted above max_capacity; never offered.
    overbooked integer not null default 0 check (overbooked >= 0),
    from_default boolean not null default false,
    primary key (resource_id, date),
    -- The promise itself: nothing is ever sold twice.
    constraint booking_capacity_not_oversold
      check (held + allocated <= max_capacity + overbooked)
  ) with (fillfactor = 70); -- room for HOT updates of the hot dates
`
