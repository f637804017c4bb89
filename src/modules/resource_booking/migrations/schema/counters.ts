/** held, allocated and overbooked of a date: counted from its claims. */
export const COUNTERS = `
  -- The counters' only writer. Statement-level: a hold of a year is one update,
  -- and an update of claims that changes no count is none.
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
      raise exception 'held, allocated and overbooked are counted from the claims'
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
  create trigger booking_capacity_counters_updated
    before update of held, allocated, overbooked on booking_capacity
    for each row
    when (old.held <> new.held or old.allocated <> new.allocated
      or old.overbooked <> new.overbooked)
    execute function booking_guard_counters();
  create trigger booking_capacity_counters_inserted
    before insert on booking_capacity for each row
    when (new.held <> 0 or new.allocated <> 0 or new.overbooked <> 0)
    execute function booking_guard_counters();
`
