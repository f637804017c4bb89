/**
 * The log, in parts: a million holds a day write five million entries. Those
 * that are older than the store wants to keep go a month at a time, by dropping
 * a table. See docs/adr/0012-log-in-parts.md.
 */
export const LOG = `
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
  -- What is not about a hold is little, and must be found among all that is.
  create index booking_operation_resource_log
    on booking_operation (resource_id, seq) where hold_id is null;
  create index booking_operation_kind_log
    on booking_operation (operation, seq) where hold_id is null;
  create index booking_operation_conflict
    on booking_operation ((after ->> 'id'))
    where operation in ('conflict.raised', 'conflict.resolved');

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
