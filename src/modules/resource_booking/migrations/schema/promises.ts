/**
 * A promise has its claims: whoever writes, no transaction commits a live hold
 * or a confirmed allocation whose dates are not kept for it.
 */
export const PROMISES = `
  -- Whether claims are missing. Said by ids and arrays of ids, and "offset 0"
  -- keeps the other conditions apart, so that each plan goes by the claimant's
  -- key whatever is known of the tables' sizes: on a hot date, the way by the
  -- date goes through everybody's claims.
  create function booking_item_lacks_claims(item booking_hold_item)
  returns boolean language plpgsql stable cost 1000 as $$
  begin
    return (select count(*) from (
        select * from booking_claim where claimant_id = item.id offset 0) cl
      where cl.state = 'held'
        and cl.resource_id = item.resource_id and cl.date = any (item.dates)
        and cl.quantity = item.quantity) <> cardinality(item.dates);
  end $$;

  -- Until it takes over, the hold before keeps a part of its units for it.
  create function booking_successor_lacks_claims(hold text, before text)
  returns boolean language plpgsql stable cost 1000 as $$
  begin
    return exists (
      select from (
        select i.resource_id, d.date, sum(i.quantity) as units
        from booking_hold_item i cross join unnest(i.dates) as d (date)
        where i.hold_id = hold group by i.resource_id, d.date) needed
      where needed.units > (
        select coalesce(sum(cl.quantity), 0) from (
          select * from booking_claim where claimant_id = any (array(
            select i.id from booking_hold_item i
            where i.hold_id = any (array[hold, before]))) offset 0) cl
        where cl.resource_id = needed.resource_id and cl.date = needed.date
          and cl.state = 'held'));
  end $$;

  create function booking_hold_lacks_claims(hold text, before text)
  returns boolean language plpgsql stable cost 1000 as $$
  begin
    if before is not null then
      return booking_successor_lacks_claims(hold, before);
    end if;
    return exists (select from booking_hold_item i
      where i.hold_id = hold and booking_item_lacks_claims(i));
  end $$;

  create function booking_allocation_lacks_claims(allocation booking_allocation)
  returns boolean language plpgsql stable cost 1000 as $$
  begin
    return (select count(*) from (
        select * from booking_claim where claimant_id = allocation.id offset 0) cl
      where cl.state = 'allocated'
        and cl.resource_id = allocation.resource_id
        and cl.date = any (allocation.dates)
        and cl.quantity = allocation.quantity)
      <> cardinality(allocation.dates);
  end $$;

  -- At commit, by what the rows are then: a hold is written before its claims,
  -- and may be sold in the same transaction.
  create function booking_check_item_whole() returns trigger
  language plpgsql as $$
  declare
    hold booking_hold;
  begin
    select h.* into hold from booking_hold h where h.id = new.hold_id;
    if hold.status = 'active' and hold.expires_at > clock_timestamp()
      and (case when hold.replaces is null
        then booking_item_lacks_claims(new)
        else booking_successor_lacks_claims(hold.id, hold.replaces) end) then
      -- Its own SQLSTATE: not bad input, nor bad luck, but a defect.
      raise exception 'the live hold % lacks claims', hold.id
        using errcode = 'RB003';
    end if;
    return null;
  end $$;
  create constraint trigger booking_hold_item_whole
    after insert on booking_hold_item deferrable initially deferred
    for each row execute function booking_check_item_whole();

  create function booking_check_hold_whole() returns trigger
  language plpgsql as $$
  begin
    if exists (select from booking_hold h
      where h.id = new.id and (case h.status when 'active' then true end)
        and h.expires_at > clock_timestamp()
        and booking_hold_lacks_claims(h.id, h.replaces)) then
      raise exception 'the live hold % lacks claims', new.id
        using errcode = 'RB003';
    end if;
    return null;
  end $$;
  -- What makes a hold live, or live longer, or stand on its own.
  create constraint trigger booking_hold_whole
    after update on booking_hold deferrable initially deferred
    for each row when (new.status = 'active' and (old.status <> 'active'
      or new.expires_at > old.expires_at
      or old.replaces is distinct from new.replaces))
    execute function booking_check_hold_whole();

  create function booking_check_cover() returns trigger
  language plpgsql as $$
  declare
    successor text;
  begin
    select h.id into successor from booking_hold h
    where h.replaces = new.id and h.replaces is not null
      and h.status = 'active' and h.expires_at > clock_timestamp()
      and booking_hold_lacks_claims(h.id, h.replaces);
    if successor is not null then
      raise exception 'the live hold % lacks claims', successor
        using errcode = 'RB003';
    end if;
    return null;
  end $$;
  -- A hold that goes may keep dates for another one. What ends by the clock
  -- ends together.
  create constraint trigger booking_hold_covers
    after update on booking_hold deferrable initially deferred
    for each row when (old.status = 'active' and new.status <> 'active'
      and not (new.status = 'expired'
        and old.expires_at <= clock_timestamp()))
    execute function booking_check_cover();

  create function booking_check_allocation_whole() returns trigger
  language plpgsql as $$
  begin
    if exists (select from booking_allocation a
      where a.id = new.id and (case a.status when 'confirmed' then true end)
        and booking_allocation_lacks_claims(a)) then
      raise exception 'the confirmed allocation % lacks claims', new.id
        using errcode = 'RB003';
    end if;
    return null;
  end $$;
  create constraint trigger booking_allocation_whole
    after insert on booking_allocation deferrable initially deferred
    for each row when (new.status = 'confirmed')
    execute function booking_check_allocation_whole();
  create constraint trigger booking_allocation_whole_updated
    after update on booking_allocation deferrable initially deferred
    for each row when (new.status = 'confirmed'
      and (old.status <> new.status or old.quantity <> new.quantity
        or old.dates <> new.dates or old.resource_id <> new.resource_id))
    execute function booking_check_allocation_whole();

  -- At once, one statement at a time: a year that is freed is one look. Who frees
  -- claims ends their owner first. Of an update, only what has changed is looked
  -- at.
  create function booking_keep_claims() returns trigger
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
  create trigger booking_claim_kept_deleted after delete on booking_claim
    referencing old table as old_claim
    for each statement execute function booking_keep_claims();
  create trigger booking_claim_kept_updated after update on booking_claim
    referencing old table as old_claim new table as new_claim
    for each statement execute function booking_keep_claims();
`
