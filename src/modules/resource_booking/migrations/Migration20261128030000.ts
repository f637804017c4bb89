import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The log in parts, and the outbox beside it. A million holds a day write five
 * million entries: those of them that are older than the store wants to keep go
 * a month at a time, by dropping a table. See docs/adr/0012-log-in-parts.md.
 */
export class Migration20261128030000 extends Migration {
  override up(): void {
    this.addSql(OLD_ASIDE)
    this.addSql(LOG)
    this.addSql(MONTHS)
    this.addSql(OUTBOX)
    this.addSql(COPY)
    this.addSql(GUARDS)
    this.addSql(`
      drop table booking_operation_old;
      drop function booking_only_published_at;
    `)
  }

  override down(): void {
    this.addSql(ONE_TABLE)
    this.addSql(`
      drop table booking_operation_parts, booking_outbox, booking_log_kept,
        booking_bus_probe;
      drop function booking_make_log_month, booking_drop_log_month,
        booking_make_log_beside, booking_drop_log_beside, booking_append_only;
      drop sequence booking_operation_seq;
    `)
  }
}

const OLD_ASIDE = `
  alter table booking_operation rename to booking_operation_old;
  drop index booking_operation_outbox, booking_operation_hold,
    booking_operation_resource, booking_operation_order,
    booking_operation_actor, booking_operation_created;
  alter table booking_operation_old
    drop constraint booking_operation_pkey;
`

const LOG = `
  -- Numbers the log's entries and the events: an event has its entry's number,
  -- or one that no entry has.
  create sequence booking_operation_seq;

  create table booking_operation (
    seq bigint not null default nextval('booking_operation_seq'),
    -- 'catalog' is kept forever: the audit needs the last word on each
    -- resource, link, closure and conflict. 'traffic' goes by the month.
    kind text not null default 'traffic',
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
    created_at timestamptz not null default clock_timestamp()
  ) partition by list (kind);
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

  create table booking_operation_catalog partition of booking_operation
    for values in ('catalog');
  alter table booking_operation_catalog add primary key (seq);
  create table booking_operation_traffic partition of booking_operation
    for values in ('traffic') partition by range (created_at);

  -- From when on the traffic is there. One row.
  create table booking_log_kept (
    only_one boolean primary key default true check (only_one),
    since timestamptz not null
  );
  insert into booking_log_kept (since) values ('-infinity');
`

const MONTHS = `
  create function booking_append_only() returns trigger
  language plpgsql as $$
  begin
    raise exception 'the log is append-only'
      using errcode = 'integrity_constraint_violation';
  end $$;

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
  do $$
  declare
    month date;
  begin
    for month in
      select generate_series(
        date_trunc('month', coalesce(min(created_at), now()) at time zone 'UTC'),
        date_trunc('month', now() at time zone 'UTC') + interval '2 months',
        interval '1 month')::date
      from booking_operation_old
    loop
      perform booking_make_log_month(month);
    end loop;
  end $$;
`

const OUTBOX = `
  create table booking_outbox (
    -- The number of the log's entry, if it has one.
    seq bigint primary key default nextval('booking_operation_seq'),
    event_name text not null,
    event_data jsonb not null,
    occurred_at timestamptz not null default clock_timestamp(),
    -- The run that has taken it; null: none has.
    lease uuid,
    -- Nobody takes it before: its lease runs until then, or the bus has refused
    -- it and is asked again then.
    not_before timestamptz not null default '-infinity',
    failures integer not null default 0 check (failures >= 0)
  ) with (
    fillfactor = 70, -- room for HOT updates: a lease is no index entry
    -- Rows come and go; who looks for the next ones passes by the dead.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000
  );

  -- An event that comes back says that the bus delivers. One row.
  create table booking_bus_probe (
    only_one boolean primary key default true check (only_one),
    sent_at timestamptz not null,
    delivered_at timestamptz
  );
`

const CATALOG = `split_part(operation, '.', 1) in
  ('resource', 'group', 'variant', 'capacity', 'blackout', 'conflict')
  and operation not in ('capacity.depleted', 'resource.housekeeping_set')`

const COPY = `
  insert into booking_operation (seq, kind, operation, resource_id, hold_id,
    allocation_id, order_id, blackout_id, actor_type, actor_id, before, after,
    reason, created_at)
  select seq, case when ${CATALOG} then 'catalog' else 'traffic' end, operation,
    resource_id, hold_id, allocation_id, order_id, blackout_id, actor_type,
    actor_id, before, after, reason, created_at
  from booking_operation_old;
  insert into booking_outbox (seq, event_name, event_data, occurred_at)
  select seq, event_name, event_data, created_at from booking_operation_old
  where event_name is not null and published_at is null;
  select setval('booking_operation_seq',
    (select coalesce(max(seq), 0) + 1 from booking_operation_old), false);
`

const GUARDS = `
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
  -- An event is what it was; when it is published is another matter.
  create trigger booking_outbox_unchanged
    before update of seq, event_name, event_data, occurred_at
    on booking_outbox
    for each row execute function booking_refuse_change();
`

const ONE_TABLE = `
  alter table booking_operation rename to booking_operation_parts;
  alter index booking_operation_hold rename to booking_operation_parts_hold;
  alter index booking_operation_resource
    rename to booking_operation_parts_resource;
  alter index booking_operation_order rename to booking_operation_parts_order;
  alter index booking_operation_actor rename to booking_operation_parts_actor;
  alter index booking_operation_created
    rename to booking_operation_parts_created;

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

  insert into booking_operation (seq, operation, resource_id, hold_id,
    allocation_id, order_id, blackout_id, actor_type, actor_id, before, after,
    reason, event_name, event_data, created_at)
  overriding system value
  select o.seq, o.operation, o.resource_id, o.hold_id, o.allocation_id,
    o.order_id, o.blackout_id, o.actor_type, o.actor_id, o.before, o.after,
    o.reason, e.event_name, e.event_data, o.created_at
  from booking_operation_parts o left join booking_outbox e on e.seq = o.seq
  order by o.seq;
  select setval(pg_get_serial_sequence('booking_operation', 'seq'),
    (select coalesce(max(seq), 0) + 1 from booking_operation), false);

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
`
