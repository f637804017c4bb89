import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What is due is found by resource and date: a claim says when its hold may
 * have ended, at the earliest.
 */
export class Migration20261128031000 extends Migration {
  override up(): void {
    this.addSql(DUE)
    this.addSql(INDEXES)
    this.addSql(COUNTERS)
    this.addSql(KEPT)
    this.addSql(SHORTENED)
    this.addSql(ENDED)
  }

  override down(): void {
    this.addSql(`
      drop index booking_hold_ended, booking_hold_replaces,
        booking_conflict_of_hold;
      drop trigger booking_hold_shortened on booking_hold;
      drop function booking_follow_end;
      drop index booking_hold_due, booking_claim_due;
      alter table booking_hold drop column due_at;
      alter table booking_claim drop column due_at,
        drop constraint booking_claim_pkey,
        add constraint booking_claim_pkey
          primary key (resource_id, date, claimant_id);
      create index booking_hold_due on booking_hold (expires_at)
        where status = 'active';
      create index booking_claim_claimant on booking_claim (claimant_id);
    `)
  }
}

const DUE = `
  alter table booking_hold
    -- Not before then has it ended: its end when its claims were last written.
    -- A later end leaves it alone; the job writes the claims anew when it comes.
    add column due_at timestamptz not null default '-infinity',
    add constraint booking_hold_due_before_end check (due_at <= expires_at);
  alter table booking_claim
    -- The same of a hold's claims, or earlier. By default, look at the hold.
    add column due_at timestamptz default '-infinity',
    add constraint booking_claim_due_while_held
      check (state <> 'held' or due_at is not null);
  update booking_claim set due_at = null where state = 'allocated';
`

/** The same number as before: what is due costs no write. */
const INDEXES = `
  -- The way of the job to what is due, and to claims that say too early an end.
  -- Nothing else has expires_at in an index: a later end is a HOT update.
  drop index booking_hold_due;
  create index booking_hold_due on booking_hold (due_at)
    where status = 'active';
  drop index booking_claim_claimant;
  alter table booking_claim drop constraint booking_claim_pkey,
    add constraint booking_claim_pkey
      primary key (claimant_id, resource_id, date);
  -- Everybody else's way to what is due, on the dates that they ask about.
  create index booking_claim_due on booking_claim (resource_id, date, due_at);
`

/** As before, but that an update which changes no count writes none. */
const COUNTERS = `
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
        having sum(quantity) <> 0 or sum(overbooked) <> 0
          or sum(quantity) filter (where state = 'held') <> 0
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
`

/** As before, but that of an update it looks at what has changed. */
const KEPT = `
  create or replace function booking_keep_claims() returns trigger
  language plpgsql as $$
  declare
    claimants text[];
    owner text;
  begin
    if tg_op = 'UPDATE' then
      select array_agg(distinct claimant_id) into claimants from (
        select claimant_id, resource_id, date, quantity, state from old_claim
        except
        select claimant_id, resource_id, date, quantity, state from new_claim
      ) changed;
    else
      select array_agg(distinct claimant_id) into claimants from old_claim;
    end if;
    if claimants is null then
      return null;
    end if;
    select h.id into owner from booking_hold h
    where h.id = any (array(
        select i.hold_id from booking_hold_item i
        where i.id = any (claimants)))
      and (case h.status when 'active' then true end)
      and h.expires_at > clock_timestamp()
      and booking_hold_lacks_claims(h.id, h.replaces)
    limit 1;
    if owner is null then
      select a.id into owner from booking_allocation a
      where a.id = any (claimants)
        and (case a.status when 'confirmed' then true end)
        and booking_allocation_lacks_claims(a)
      limit 1;
    end if;
    if owner is not null then
      raise exception '% still needs its claims', owner
        using errcode = 'RB003';
    end if;
    return null;
  end $$;
  drop trigger booking_claim_kept_updated on booking_claim;
  create trigger booking_claim_kept_updated after update on booking_claim
    referencing old table as old_claim new table as new_claim
    for each statement execute function booking_keep_claims();
`

/** Whoever gives a hold an earlier end: no claim says a later one. */
const SHORTENED = `
  create function booking_follow_end() returns trigger
  language plpgsql as $$
  begin
    new.due_at := new.expires_at;
    update booking_claim set due_at = new.expires_at
    where claimant_id = any (array(
        select i.id from booking_hold_item i where i.hold_id = new.id))
      and due_at > new.expires_at;
    return new;
  end $$;
  create trigger booking_hold_shortened before update on booking_hold
    for each row when (new.due_at > new.expires_at)
    execute function booking_follow_end();
`

const ENDED = `
  -- The oldest of what can be deleted. The others are what the foreign keys to
  -- a hold look for when it is.
  create index booking_hold_ended on booking_hold (ended_at)
    where status in ('released', 'expired');
  create index booking_hold_replaces on booking_hold (replaces)
    where replaces is not null;
  create index booking_conflict_of_hold on booking_conflict (hold_id)
    where hold_id is not null;
`
