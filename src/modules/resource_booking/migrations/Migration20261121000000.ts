import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The module's tables. Written by hand, because what makes them trustworthy
 * (CHECKs, statement triggers, transition triggers, partial indexes on `date`
 * columns) cannot be said in data models: see docs/adr/0001-plain-sql.md.
 */
export class Migration20261121000000 extends Migration {
  override up(): void {
    this.addSql(CATALOGUE)
    this.addSql(HOLDS)
    this.addSql(CLAIMS)
    this.addSql(LOG)
    this.addSql(COUNTERS)
    this.addSql(TRANSITIONS)
    this.addSql(APPEND_ONLY)
  }

  override down(): void {
    this.addSql(`
      drop table if exists booking_operation, booking_claim,
        booking_allocation, booking_hold_item, booking_hold, booking_basket,
        booking_capacity, booking_blackout, booking_resource,
        booking_resource_group cascade;
      drop function if exists booking_count_claims, booking_guard_counters,
        booking_check_hold_move, booking_check_allocation_move,
        booking_refuse_change, booking_only_published_at;
      drop sequence if exists booking_lock_number;
    `)
  }
}

const CATALOGUE = `
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
    price_mode text not null default 'per_date'
      check (price_mode in ('per_date', 'per_booking')),
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

  create table booking_blackout (
    id text primary key,
    resource_id text references booking_resource (id),
    group_id text references booking_resource_group (id),
    applies_to_all boolean not null default false,
    start_date date not null,
    end_date date,
    kind text not null check (kind in ('blackout', 'freeze')),
    reason text not null,
    note text,
    created_by text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    lifted_at timestamptz,
    check (num_nonnulls(resource_id, group_id) + applies_to_all::int = 1),
    check (end_date >= start_date),
    -- Only a freeze is open-ended, and only a resource is frozen.
    check (end_date is not null or kind = 'freeze'),
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
  -- One live freeze for a resource: a second one replaces the first.
  create unique index booking_blackout_freeze
    on booking_blackout (resource_id)
    where lifted_at is null and kind = 'freeze';
`

const HOLDS = `
  -- One row for an owner of holds. Its row lock serialises the owner's
  -- placements, which makes the limits exact.
  create table booking_basket (
    owner text primary key,
    started_at timestamptz not null,
    deadline timestamptz not null
  );

  create table booking_hold (
    id text primary key,
    status text not null default 'active'
      check (status in ('active', 'confirmed', 'released', 'expired')),
    expires_at timestamptz not null,
    -- The hold's own length, from the strictest of its resources.
    ttl_ms integer not null check (ttl_ms > 0),
    -- The latest expires_at that any renewal may reach.
    deadline timestamptz not null,
    owner text,
    cart_id text,
    customer_id text,
    email text,
    address text,
    order_id text,
    idempotency_scope text not null,
    idempotency_key text not null,
    fingerprint text not null,
    metadata jsonb not null default '{}',
    expiring_announced_at timestamptz,
    ended_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (idempotency_scope, idempotency_key),
    check ((status = 'confirmed') = (order_id is not null)),
    check ((status = 'active') = (ended_at is null))
  );
  -- The only way to overdue holds, for every read that subtracts them.
  create index booking_hold_due on booking_hold (expires_at)
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
  create index booking_hold_email on booking_hold (email)
    where email is not null;
  -- Ended holds whose personal data is still there.
  create index booking_hold_erasable on booking_hold (ended_at)
    where ended_at is not null and (email is not null or address is not null);
  create index booking_hold_created on booking_hold using brin (created_at);

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

  create table booking_allocation (
    id text primary key,
    status text not null default 'confirmed'
      check (status in ('confirmed', 'canceled')),
    hold_id text not null references booking_hold (id),
    hold_item_id text not null references booking_hold_item (id),
    segment integer not null default 1 check (segment > 0),
    resource_id text not null references booking_resource (id),
    order_id text not null,
    line_item_id text,
    dates date[] not null check (cardinality(dates) > 0),
    quantity integer not null check (quantity > 0),
    guests jsonb not null default '[]',
    canceled_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (hold_item_id, segment),
    check ((status = 'canceled') = (canceled_at is not null))
  );
  create index booking_allocation_order on booking_allocation (order_id);
  create index booking_allocation_hold on booking_allocation (hold_id);
  create index booking_allocation_resource
    on booking_allocation (resource_id);
`

const CLAIMS = `
  create table booking_capacity (
    resource_id text not null references booking_resource (id),
    date date not null,
    max_capacity integer not null check (max_capacity between 0 and 1000000),
    -- Places above max_capacity that staff granted; never offered.
    overbooked integer not null default 0 check (overbooked >= 0),
    -- Sums of the claims. Written by the triggers on booking_claim alone.
    held integer not null default 0 check (held >= 0),
    allocated integer not null default 0 check (allocated >= 0),
    from_default boolean not null default false,
    primary key (resource_id, date),
    -- The promise itself: nothing is ever sold twice.
    constraint booking_capacity_not_oversold
      check (held + allocated <= max_capacity + overbooked)
  ) with (fillfactor = 70); -- room for HOT updates of the hot dates

  create table booking_claim (
    resource_id text not null,
    date date not null,
    -- A hold item while held, an allocation from then on.
    claimant_id text not null,
    quantity integer not null check (quantity > 0),
    state text not null check (state in ('held', 'allocated')),
    primary key (resource_id, date, claimant_id),
    -- No claim without a capacity row: none escapes its CHECK.
    foreign key (resource_id, date)
      references booking_capacity (resource_id, date)
  );
  create index booking_claim_claimant on booking_claim (claimant_id);
`

const LOG = `
  -- Append-only log of every operation, and the outbox of the events.
  create table booking_operation (
    seq bigint generated always as identity primary key,
    operation text not null,
    resource_id text,
    hold_id text,
    allocation_id text,
    order_id text,
    blackout_id text,
    actor_type text not null,
    actor_id text,
    before jsonb,
    after jsonb,
    reason text,
    event_name text,
    event_data jsonb,
    published_at timestamptz,
    created_at timestamptz not null default clock_timestamp()
  );
  create index booking_operation_outbox on booking_operation (seq)
    where event_name is not null and published_at is null;
  create index booking_operation_hold on booking_operation (hold_id)
    where hold_id is not null;
  create index booking_operation_resource on booking_operation (resource_id)
    where resource_id is not null;
  create index booking_operation_order on booking_operation (order_id)
    where order_id is not null;
  create index booking_operation_actor on booking_operation (actor_id)
    where actor_id is not null;
  create index booking_operation_created
    on booking_operation using brin (created_at);
`

const COUNTERS = `
  -- The counters' only writer. Statement-level: a hold of a year is one update.
  -- A claim whose capacity row is missing would be counted nowhere, so it is
  -- an error, whatever the foreign key says.
  create function booking_count_claims() returns trigger
  language plpgsql as $$
  declare
    expected integer;
    counted integer;
  begin
    if tg_op = 'INSERT' then
      with delta as (
        select resource_id, date,
          coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
          coalesce(sum(quantity) filter (where state = 'allocated'), 0)
            as allocated
        from new_claim group by resource_id, date
      ), updated as (
        update booking_capacity c
        set held = c.held + d.held, allocated = c.allocated + d.allocated
        from delta d
        where c.resource_id = d.resource_id and c.date = d.date
        returning 1
      )
      select (select count(*) from delta), (select count(*) from updated)
        into expected, counted;
    elsif tg_op = 'DELETE' then
      with delta as (
        select resource_id, date,
          coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
          coalesce(sum(quantity) filter (where state = 'allocated'), 0)
            as allocated
        from old_claim group by resource_id, date
      ), updated as (
        update booking_capacity c
        set held = c.held - d.held, allocated = c.allocated - d.allocated
        from delta d
        where c.resource_id = d.resource_id and c.date = d.date
        returning 1
      )
      select (select count(*) from delta), (select count(*) from updated)
        into expected, counted;
    else
      with change as (
        select resource_id, date, state, quantity from new_claim
        union all
        select resource_id, date, state, -quantity from old_claim
      ), delta as (
        select resource_id, date,
          coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
          coalesce(sum(quantity) filter (where state = 'allocated'), 0)
            as allocated
        from change group by resource_id, date
      ), updated as (
        update booking_capacity c
        set held = c.held + d.held, allocated = c.allocated + d.allocated
        from delta d
        where c.resource_id = d.resource_id and c.date = d.date
        returning 1
      )
      select (select count(*) from delta), (select count(*) from updated)
        into expected, counted;
    end if;
    if expected <> counted then
      raise exception 'a claim has no capacity row'
        using errcode = 'foreign_key_violation';
    end if;
    return null;
  end $$;

  create trigger booking_claim_inserted after insert on booking_claim
    referencing new table as new_claim
    for each statement execute function booking_count_claims();
  create trigger booking_claim_updated after update on booking_claim
    referencing old table as old_claim new table as new_claim
    for each statement execute function booking_count_claims();
  create trigger booking_claim_deleted after delete on booking_claim
    referencing old table as old_claim
    for each statement execute function booking_count_claims();

  -- A counter written by hand would part from the claims. Depth 1 is this
  -- trigger itself; the claims' triggers write from depth 2.
  create function booking_guard_counters() returns trigger
  language plpgsql as $$
  begin
    if pg_trigger_depth() < 2 then
      raise exception 'held and allocated are counted from the claims'
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;

  create trigger booking_capacity_counters_updated
    before update of held, allocated on booking_capacity for each row
    when (old.held <> new.held or old.allocated <> new.allocated)
    execute function booking_guard_counters();
  create trigger booking_capacity_counters_inserted
    before insert on booking_capacity for each row
    when (new.held <> 0 or new.allocated <> 0)
    execute function booking_guard_counters();
`

const TRANSITIONS = `
  create function booking_check_hold_move() returns trigger
  language plpgsql as $$
  begin
    if old.status in ('confirmed', 'released')
      and (new.status <> old.status or new.expires_at <> old.expires_at
        or new.order_id is distinct from old.order_id) then
      raise exception 'a % hold is final', old.status
        using errcode = 'integrity_constraint_violation';
    end if;
    if old.status = 'expired' and new.status not in ('expired', 'active') then
      raise exception 'an expired hold cannot become %', new.status
        using errcode = 'integrity_constraint_violation';
    end if;
    if old.status = 'expired' and new.status = 'active'
      and new.expires_at <= clock_timestamp() then
      raise exception 'a hold taken again must end in the future'
        using errcode = 'integrity_constraint_violation';
    end if;
    -- Its own SQLSTATE: the clock passed the end between decision and write,
    -- so the operation looks again instead of failing.
    if old.status = 'active' and new.status = 'confirmed'
      and old.expires_at <= clock_timestamp() then
      raise exception 'the hold has expired' using errcode = 'RB001';
    end if;
    return new;
  end $$;
  create trigger booking_hold_moves before update on booking_hold
    for each row when (old.status <> new.status
      or old.expires_at <> new.expires_at
      or old.order_id is distinct from new.order_id)
    execute function booking_check_hold_move();

  create function booking_check_allocation_move() returns trigger
  language plpgsql as $$
  begin
    if old.status <> 'confirmed' or new.status <> 'canceled' then
      raise exception 'a % allocation cannot become %', old.status, new.status
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
  create trigger booking_allocation_moves before update on booking_allocation
    for each row when (old.status <> new.status)
    execute function booking_check_allocation_move();
`

const APPEND_ONLY = `
  create function booking_refuse_change() returns trigger
  language plpgsql as $$
  begin
    raise exception '% on % is not allowed', tg_op, tg_table_name
      using errcode = 'integrity_constraint_violation';
  end $$;

  create function booking_only_published_at() returns trigger
  language plpgsql as $$
  begin
    if to_jsonb(old) - 'published_at' <> to_jsonb(new) - 'published_at' then
      raise exception 'the log is append-only'
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;

  create trigger booking_operation_kept before delete on booking_operation
    for each row execute function booking_refuse_change();
  create trigger booking_operation_whole before truncate on booking_operation
    for each statement execute function booking_refuse_change();
  create trigger booking_operation_unchanged before update
    on booking_operation for each row
    execute function booking_only_published_at();

  create trigger booking_hold_item_unchanged before update
    on booking_hold_item for each row
    execute function booking_refuse_change();
  -- TRUNCATE fires no statement triggers with transition tables: the counters
  -- would stay behind.
  create trigger booking_claim_whole before truncate on booking_claim
    for each statement execute function booking_refuse_change();
`
