/** The months of the log's traffic: how they come and go, and the first ones. */
export const LOG_MONTHS = `
  -- A month's table is made complete and attached then: that locks out neither
  -- readers nor writers of the others.
  create function booking_make_log_month(first date) returns void
  language plpgsql as $$
  declare
    name text := 'booking_operation_traffic_' || to_char(first, 'YYYY_MM');
  begin
    execute format('create table %I (
      like booking_operation_traffic including defaults, primary key (seq))',
      name);
    execute format('create trigger booking_operation_whole
      before truncate on %I
      for each statement execute function booking_append_only()', name);
    execute format('alter table booking_operation_traffic
      attach partition %I for values from (%L) to (%L)', name,
      to_char(first, 'YYYY-MM-DD 00:00:00+00'),
      to_char(first + interval '1 month', 'YYYY-MM-DD 00:00:00+00'));
  end $$;

  -- For entries of a month that nobody has made: no hold fails for want of a
  -- table.
  create function booking_make_log_beside() returns void
  language plpgsql as $$
  begin
    create table booking_operation_traffic_beside
      partition of booking_operation_traffic default;
    alter table booking_operation_traffic_beside add primary key (seq);
    create trigger booking_operation_whole
      before truncate on booking_operation_traffic_beside
      for each statement execute function booking_append_only();
  end $$;

  -- What is gone is written down with it, for the audit.
  create function booking_drop_log_month(first date) returns void
  language plpgsql as $$
  begin
    execute format('drop table %I',
      'booking_operation_traffic_' || to_char(first, 'YYYY_MM'));
    update booking_log_kept set since = greatest(since,
      (first + interval '1 month') at time zone 'UTC');
  end $$;

  create function booking_drop_log_beside() returns void
  language plpgsql as $$
  begin
    update booking_log_kept set since = greatest(since, (
      select date_trunc('month', max(created_at) at time zone 'UTC')
        at time zone 'UTC' + interval '1 month'
      from booking_operation_traffic_beside));
    drop table booking_operation_traffic_beside;
    perform booking_make_log_beside();
  end $$;

  select booking_make_log_beside();
  -- This month and the next two. The job makes those that follow.
  select booking_make_log_month(first::date)
  from date_trunc('month', now() at time zone 'UTC') as this_month,
    generate_series(this_month, this_month + interval '2 months',
      interval '1 month') as first;
`
