import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** The front desk: who is in a resource now, and what is to be cleaned. */
export class Migration20261121160000 extends Migration {
  override up(): void {
    this.addSql(OCCUPANCY)
    this.addSql(HOUSEKEEPING)
    this.addSql(OUT_OF_ORDER)
  }

  /**
   * Fails while something is out of order: it would be sold. What was is then
   * a freeze that was lifted.
   */
  override down(): void {
    this.addSql(`
      update booking_blackout set kind = 'freeze'
        where kind = 'out_of_order' and lifted_at is not null;
      drop index booking_blackout_out_of_order;
      drop index booking_allocation_dates;
      alter table booking_blackout
        drop constraint booking_blackout_kind_check,
        drop constraint booking_blackout_open_ended,
        add constraint booking_blackout_kind_check
          check (kind in ('blackout', 'freeze')),
        add constraint booking_blackout_check2
          check (end_date is not null or kind = 'freeze');
      drop table booking_housekeeping_task, booking_occupancy;
      alter table booking_allocation
        drop constraint booking_allocation_of_resource,
        drop column arrived_at, drop column departed_at,
        drop column no_show_at, drop column freed_dates;
    `)
  }
}

const OCCUPANCY = `
  -- What has become of a stay that is over. While somebody is in, the
  -- occupancy says so, and these are null.
  alter table booking_allocation
    add column arrived_at timestamptz,
    add column departed_at timestamptz,
    add column no_show_at timestamptz,
    -- Dates that were given back when the stay ended before its time.
    add column freed_dates date[] not null default '{}',
    add constraint booking_allocation_stay check (
      departed_at >= arrived_at
      and (arrived_at is null) = (departed_at is null)
      and (no_show_at is null or arrived_at is null)),
    add constraint booking_allocation_freed check (
      freed_dates = '{}' or num_nonnulls(departed_at, no_show_at) = 1),
    add constraint booking_allocation_of_resource unique (id, resource_id);

  -- Who is in a resource now: one record, and no other says it.
  create table booking_occupancy (
    resource_id text primary key references booking_resource (id),
    allocation_id text not null unique,
    checked_in_at timestamptz not null,
    actor_type text not null,
    actor_id text,
    -- Nobody is in a resource by another one's allocation.
    constraint booking_occupancy_allocation
      foreign key (allocation_id, resource_id)
      references booking_allocation (id, resource_id)
  );
`

const HOUSEKEEPING = `
  -- A resource is as clean as its latest task says.
  create table booking_housekeeping_task (
    id text primary key,
    resource_id text not null references booking_resource (id),
    -- The stay after which it is to be done; null when staff said so.
    allocation_id text references booking_allocation (id),
    status text not null check (status in
      ('open', 'started', 'finished', 'inspected', 'canceled')),
    due_date date not null,
    assignee_id text,
    note text,
    started_at timestamptz,
    finished_at timestamptz,
    inspected_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((status in ('finished', 'inspected')) = (finished_at is not null)),
    check ((status = 'inspected') = (inspected_at is not null))
  );
  -- One task at a time: two people don't clean one room.
  create unique index booking_housekeeping_task_open
    on booking_housekeeping_task (resource_id)
    where status in ('open', 'started');
  create index booking_housekeeping_task_latest
    on booking_housekeeping_task (resource_id, created_at desc, id desc)
    where status <> 'canceled';
  create index booking_housekeeping_task_due
    on booking_housekeeping_task (due_date);
`

const OUT_OF_ORDER = `
  -- Out of order closes dates as a blackout does, perhaps without an end.
  alter table booking_blackout
    drop constraint booking_blackout_kind_check,
    drop constraint booking_blackout_check2,
    add constraint booking_blackout_kind_check
      check (kind in ('blackout', 'freeze', 'out_of_order')),
    add constraint booking_blackout_open_ended
      check (end_date is not null or kind <> 'blackout');
  create unique index booking_blackout_out_of_order
    on booking_blackout (resource_id)
    where lifted_at is null and kind = 'out_of_order';
  -- Allocations that are not over, for reconciliation.
  create index booking_allocation_dates
    on booking_allocation ((dates[cardinality(dates)]))
    where status = 'confirmed';
`
