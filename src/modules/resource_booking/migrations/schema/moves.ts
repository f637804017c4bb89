/** What may become of a hold, an allocation and a conflict, whoever writes. */
export const MOVES = `
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

  create function booking_check_conflict_move() returns trigger
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
`
