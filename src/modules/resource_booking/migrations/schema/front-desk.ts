/** Who is in a resource now, and what is to be cleaned. */
export const FRONT_DESK = `
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
