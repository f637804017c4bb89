import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What staff book without an order, and where allocations are moved to. */
export class Migration20261121150000 extends Migration {
  override up(): void {
    this.addSql(STAFF_BOOKINGS)
    this.addSql(MOVES)
  }

  /** Fails while there are allocations without an order: they would be lost. */
  override down(): void {
    this.addSql(`
      drop index booking_allocation_guests;
      alter table booking_allocation drop column replaced_by,
        drop column note, alter column order_id set not null;
      alter table booking_hold drop constraint booking_hold_has_order,
        drop column staff_booking;
      alter table booking_hold add constraint booking_hold_check
        check ((status = 'confirmed') = (order_id is not null));
    `)
  }
}

const STAFF_BOOKINGS = `
  -- Staff book for somebody on the phone, and there is no order: the one kind
  -- of confirmed hold that may lack one. For all others the old rule stands.
  alter table booking_hold
    add column staff_booking boolean not null default false,
    drop constraint booking_hold_check,
    add constraint booking_hold_has_order check (
      case when status <> 'confirmed' then order_id is null
        else order_id is not null or staff_booking end);
  alter table booking_allocation
    alter column order_id drop not null,
    -- For staff alone, and personal: erased with its customer's data.
    add column note text;
  -- The few that name somebody, to find who wishes to be forgotten.
  create index booking_allocation_guests on booking_allocation (id)
    where guests <> '[]';
`

const MOVES = `
  -- The next segment, for one that was canceled because it was moved.
  alter table booking_allocation
    add column replaced_by text references booking_allocation (id),
    add constraint booking_allocation_replaced
      check (replaced_by is null or status = 'canceled');
`
