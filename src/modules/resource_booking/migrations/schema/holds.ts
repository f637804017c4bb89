/** What is kept for a while: baskets, holds and their items. */
export const HOLDS = `
  -- One row for an owner of holds. Its row lock serializes the owner's
  -- placements, which makes the limits exact.
  create table booking_basket (
    owner text primary key,
    started_at timestamptz not null,
    deadline timestamptz not null,
    -- Until when payments may keep its holds past the deadline: set once.
    grace_until timestamptz
  );

  create table booking_hold (
    id text primary key,
    status text not null default 'active'
      check (status in ('active', 'confirmed', 'released', 'expired')),
    expires_at timestamptz not null,
    -- Not before then has it ended: its end when its claims were last written.
    -- A later end leaves it alone; the job writes the claims anew when it comes.
    due_at timestamptz not null default '-infinity',
    -- The hold's own length, from the strictest of its resources.
    ttl_ms integer not null check (ttl_ms > 0),
    -- The latest expires_at that any renewal may reach.
    deadline timestamptz not null,
    -- While it is kept alive through a payment: its own end.
    pinned_from timestamptz,
    -- When its payment was last tried since it was pinned: only then is there
    -- time to try another card.
    payment_tried_at timestamptz,
    expiring_announced_at timestamptz,
    ended_at timestamptz,

    -- Whose it is. An e-mail that nobody has verified owns nothing: such holds
    -- are counted by their address.
    owner text,
    customer_id text,
    email text,
    address text,
    cart_id text,
    order_id text,
    -- Staff book for somebody on the phone, and there is no order.
    staff_booking boolean not null default false,

    -- The cart's line that it is sold with, and what was agreed for it.
    cart_line_item_id text,
    variant_id text,
    line_quantity integer check (line_quantity > 0),
    -- What the customer was told to pay; a line's own price is not believed.
    unit_price numeric,
    currency_code text,
    charged_dates integer check (charged_dates > 0),
    price_mode text check (price_mode in ('per_date', 'per_booking')),

    -- The hold that it is about to take over from. Until it has, the two keep
    -- together what this one needs: it claims only what the other one lacks.
    replaces text references booking_hold (id),
    -- The hold that took over its line, when its dates were changed.
    replaced_by text,

    idempotency_scope text not null,
    idempotency_key text not null,
    fingerprint text not null,
    metadata jsonb not null default '{}',
    created_at timestamptz not null,
    updated_at timestamptz not null,

    unique (idempotency_scope, idempotency_key),
    constraint booking_hold_has_end
      check ((status = 'active') = (ended_at is null)),
    constraint booking_hold_due_before_end check (due_at <= expires_at),
    -- What staff booked is the one kind of confirmed hold that may lack an
    -- order.
    constraint booking_hold_has_order check (
      case when status <> 'confirmed' then order_id is null
        else order_id is not null or staff_booking end),
    -- All that a line was promised, or nothing. The line itself may come later:
    -- the dates come first.
    constraint booking_hold_agreed check (
      case when variant_id is null
        then num_nonnulls(cart_line_item_id, line_quantity, unit_price,
          currency_code, charged_dates, price_mode) = 0
        else num_nulls(cart_id, line_quantity, unit_price, currency_code,
          charged_dates, price_mode) = 0 end)
  );
  -- The way of the job to what is due, and to claims that say too early an end.
  -- No index has expires_at: a later end is a HOT update.
  create index booking_hold_due on booking_hold (due_at)
    where status = 'active';
  create index booking_hold_owner on booking_hold (owner)
    where status = 'active' and owner is not null;
  create index booking_hold_address on booking_hold (address)
    where status = 'active' and address is not null;
  create index booking_hold_cart on booking_hold (cart_id)
    where cart_id is not null;
  create index booking_hold_order on booking_hold (order_id)
    where order_id is not null;
  create index booking_hold_customer on booking_hold (customer_id)
    where customer_id is not null;
  -- Searched by its beginning, so a B-tree does. Trigrams would find pieces of
  -- it, but the extension is not everywhere, and each hold would pay for the
  -- index.
  create index booking_hold_email
    on booking_hold (lower(email) text_pattern_ops) where email is not null;
  -- Or the planner takes a person for one hold of two hundred, and walks through
  -- all of them, the newest first, to find theirs.
  create statistics booking_hold_email_beginnings on (lower(email))
    from booking_hold;
  -- The list's own order: page N costs what page 1 does.
  create index booking_hold_created on booking_hold (created_at, id);
  -- Ended holds whose personal data is still there.
  create index booking_hold_erasable on booking_hold (ended_at)
    where ended_at is not null and (email is not null or address is not null);
  -- The oldest of what can be deleted.
  create index booking_hold_ended on booking_hold (ended_at)
    where status in ('released', 'expired');
  -- A line has one live hold.
  create unique index booking_hold_line on booking_hold (cart_line_item_id)
    where status = 'active';
  -- A line that is removed leaves no ended hold behind that names it.
  create index booking_hold_ended_line on booking_hold (cart_line_item_id)
    where status = 'expired';
  -- Those that wait for their line, to find them by their cart.
  create index booking_hold_awaiting on booking_hold (cart_id)
    where status = 'active' and variant_id is not null
      and cart_line_item_id is null;
  -- One hold at a time is about to take over from another.
  create unique index booking_hold_successor on booking_hold (replaces)
    where status = 'active' and replaces is not null;
  -- For the foreign key, when a hold is deleted.
  create index booking_hold_replaces on booking_hold (replaces)
    where replaces is not null;

  create table booking_hold_item (
    id text primary key,
    hold_id text not null references booking_hold (id),
    position integer not null,
    resource_id text not null references booking_resource (id),
    group_id text references booking_resource_group (id),
    dates date[] not null check (cardinality(dates) > 0),
    quantity integer not null check (quantity > 0)
  );
  create index booking_hold_item_hold on booking_hold_item (hold_id);
  create index booking_hold_item_resource on booking_hold_item (resource_id);
`
