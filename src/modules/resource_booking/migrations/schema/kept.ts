/** What nobody changes or deletes. */
export const KEPT = `
  create function booking_refuse_change() returns trigger
  language plpgsql as $$
  begin
    raise exception '% on % is not allowed', tg_op, tg_table_name
      using errcode = 'integrity_constraint_violation';
  end $$;

  create trigger booking_hold_item_unchanged before update
    on booking_hold_item for each row
    execute function booking_refuse_change();
  -- TRUNCATE fires no statement triggers with transition tables: the counters
  -- would stay behind.
  create trigger booking_claim_whole before truncate on booking_claim
    for each statement execute function booking_refuse_change();
  create trigger booking_conflict_kept before delete on booking_conflict
    for each row execute function booking_refuse_change();
  -- An event is what it was; when it is published is another matter.
  create trigger booking_outbox_unchanged
    before update of seq, event_name, event_data, occurred_at
    on booking_outbox
    for each row execute function booking_refuse_change();

  create function booking_append_only() returns trigger
  language plpgsql as $$
  begin
    raise exception 'the log is append-only'
      using errcode = 'integrity_constraint_violation';
  end $$;

  create trigger booking_operation_kept before update or delete
    on booking_operation
    for each row execute function booking_append_only();
  create trigger booking_operation_whole before truncate on booking_operation
    for each statement execute function booking_append_only();
  create trigger booking_operation_whole
    before truncate on booking_operation_catalog
    for each statement execute function booking_append_only();
  create trigger booking_operation_whole
    before truncate on booking_operation_traffic
    for each statement execute function booking_append_only();
`
