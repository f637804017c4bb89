import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Late payments: conflicts, and places granted above the capacity. */
export class Migration20261121130000 extends Migration {
  override up(): void {
    this.addSql(CONFLICTS)
    this.addSql(OVERBOOKED)
  }

  override down(): void {
    this.addSql(`
      drop table if exists booking_conflict cascade;
      drop function if exists booking_check_conflict_move;
    `)
    // The counters stay as they are, with a third one that is 0: up may come again.
  }
}

const CONFLICTS = `
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
  -- The same thing is raised once, however often it is found: for an order for
  -- ever, for a cart as long as it is open.
  create unique index booking_conflict_of_order on booking_conflict
    (order_id, coalesce(line_item_id, hold_id)) where order_id is not null;
  create unique index booking_conflict_of_cart on booking_conflict
    (cart_id, coalesce(hold_id, line_item_id))
    where order_id is null and status = 'open';
  create index booking_conflict_hold on booking_conflict (hold_id)
    where order_id is null and status = 'open';
  create index booking_conflict_created on booking_conflict (created_at);

  create or replace function booking_check_conflict_move() returns trigger
  language plpgsql as $$
  begin
    if old.status = 'resolved' then
      -- Its own SQLSTATE: somebody else was faster, which is said to staff.
      raise exception 'a resolved conflict is final' using errcode = 'RB002';
    end if;
    return new;
  end $$;
  create trigger booking_conflict_moves before update on booking_conflict
    for each row execute function booking_check_conflict_move();
  create trigger booking_conflict_kept before delete on booking_conflict
    for each row execute function booking_refuse_change();
`

/** The counters' function, with a third counter. */
const OVERBOOKED = `
  alter table booking_claim
    -- Of its units, those that were granted above the capacity.
    add column if not exists overbooked integer not null default 0,
    drop constraint if exists booking_claim_overbooked,
    add constraint booking_claim_overbooked
      check (overbooked between 0 and quantity);

  create or replace function booking_count_claims() returns trigger
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
            as allocated,
          sum(overbooked) as overbooked
        from new_claim group by resource_id, date
      ), updated as (
        update booking_capacity c
        set held = c.held + d.held, allocated = c.allocated + d.allocated,
          overbooked = c.overbooked + d.overbooked
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
            as allocated,
          sum(overbooked) as overbooked
        from old_claim group by resource_id, date
      ), updated as (
        update booking_capacity c
        set held = c.held - d.held, allocated = c.allocated - d.allocated,
          overbooked = c.overbooked - d.overbooked
        from delta d
        where c.resource_id = d.resource_id and c.date = d.date
        returning 1
      )
      select (select count(*) from delta), (select count(*) from updated)
        into expected, counted;
    else
      with change as (
        select resource_id, date, state, quantity, overbooked from new_claim
        union all
        select resource_id, date, state, -quantity, -overbooked from old_claim
      ), delta as (
        select resource_id, date,
          coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
          coalesce(sum(quantity) filter (where state = 'allocated'), 0)
            as allocated,
          sum(overbooked) as overbooked
        from change group by resource_id, date
      ), updated as (
        update booking_capacity c
        set held = c.held + d.held, allocated = c.allocated + d.allocated,
          overbooked = c.overbooked + d.overbooked
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

  create or replace function booking_guard_counters() returns trigger
  language plpgsql as $$
  begin
    if pg_trigger_depth() < 2 then
      raise exception 'held, allocated and overbooked are counted from the claims'
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;

  drop trigger booking_capacity_counters_updated on booking_capacity;
  create trigger booking_capacity_counters_updated
    before update of held, allocated, overbooked on booking_capacity
    for each row
    when (old.held <> new.held or old.allocated <> new.allocated
      or old.overbooked <> new.overbooked)
    execute function booking_guard_counters();
  drop trigger booking_capacity_counters_inserted on booking_capacity;
  create trigger booking_capacity_counters_inserted
    before insert on booking_capacity for each row
    when (new.held <> 0 or new.allocated <> 0 or new.overbooked <> 0)
    execute function booking_guard_counters();
`
