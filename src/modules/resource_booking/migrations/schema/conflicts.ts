/** Late payments. */
export const CONFLICTS = `
  -- Money that was taken for dates that are gone. Never deleted.
  create table booking_conflict (
    id text primary key,
    status text not null default 'open' check (status in ('open', 'resolved')),
    policy text not null
      check (policy in ('refund', 'manual_review', 'overbook')),
    -- Null when the completion was refused: then there never was an order.
    order_id text,
    line_item_id text,
    cart_id text,
    -- Null when the line had no hold at all.
    hold_id text references booking_hold (id),
    -- Why the dates could not be had: a refusal's code, and its dates.
    code text not null,
    dates date[] not null default '{}',
    outcome text check (
      outcome in ('refunded', 'rebooked', 'overbooked', 'dismissed')),
    note text,
    created_at timestamptz not null default clock_timestamp(),
    resolved_at timestamptz,
    check ((status = 'resolved') = (outcome is not null)),
    check ((status = 'resolved') = (resolved_at is not null)),
    check (order_id is not null or cart_id is not null)
  );
  -- The same thing is raised once, however often it is found: for an order
  -- forever, for a cart as long as it is open.
  create unique index booking_conflict_of_order on booking_conflict
    (order_id, coalesce(line_item_id, hold_id)) where order_id is not null;
  create unique index booking_conflict_of_cart on booking_conflict
    (cart_id, coalesce(hold_id, line_item_id))
    where order_id is null and status = 'open';
  create index booking_conflict_hold on booking_conflict (hold_id)
    where order_id is null and status = 'open';
  -- For the foreign key, when a hold is deleted.
  create index booking_conflict_of_hold on booking_conflict (hold_id)
    where hold_id is not null;
  create index booking_conflict_created on booking_conflict (created_at);
`
