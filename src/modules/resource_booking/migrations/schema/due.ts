/** Whoever gives a hold an earlier end: no claim says a later one. */
export const DUE = `
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
