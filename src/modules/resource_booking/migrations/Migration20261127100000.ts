import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What was agreed when a line's dates were held is kept with the hold, and a
 * hold may wait for its line: the dates come first.
 */
export class Migration20261127100000 extends Migration {
  override up(): void {
    this.addSql(AGREED)
    this.addSql(SUCCESSORS)
    this.addSql(PAYMENTS)
  }

  override down(): void {
    this.addSql(`
      drop index booking_hold_successor, booking_hold_awaiting;
      alter table booking_hold
        drop constraint booking_hold_agreed,
        drop column payment_tried_at,
        drop column replaces,
        drop column price_mode,
        drop column charged_dates;
      update booking_hold set variant_id = null, line_quantity = null,
          unit_price = null, currency_code = null
        where cart_line_item_id is null;
      alter table booking_hold
        add constraint booking_hold_line check (cart_line_item_id is null
          or (cart_id is not null and variant_id is not null
            and line_quantity is not null and unit_price is not null
            and currency_code is not null));
    `)
  }
}

const AGREED = `
  alter table booking_hold
    add column charged_dates integer check (charged_dates > 0),
    add column price_mode text
      check (price_mode in ('per_date', 'per_booking'));
  update booking_hold h
    set price_mode = 'per_date', charged_dates = (
      select cardinality(i.dates) from booking_hold_item i
      where i.hold_id = h.id order by i.position limit 1)
    where cart_line_item_id is not null;
  -- All that a line was promised, or nothing. The line itself may come later.
  alter table booking_hold
    drop constraint booking_hold_line,
    add constraint booking_hold_agreed check (
      case when variant_id is null
        then num_nonnulls(cart_line_item_id, line_quantity, unit_price,
          currency_code, charged_dates, price_mode) = 0
        else num_nulls(cart_id, line_quantity, unit_price, currency_code,
          charged_dates, price_mode) = 0 end);
`

const SUCCESSORS = `
  -- The hold that it is about to take over from. Until it has, the two keep
  -- together what this one needs: it claims only what the other one lacks.
  alter table booking_hold add column replaces text references booking_hold (id);
  -- Those that wait for their line, to find them by their cart.
  create index booking_hold_awaiting on booking_hold (cart_id)
    where status = 'active' and variant_id is not null
      and cart_line_item_id is null;
  create unique index booking_hold_successor on booking_hold (replaces)
    where status = 'active' and replaces is not null;
`

const PAYMENTS = `
  -- When its payment was last tried since it was pinned: only then is there
  -- time to try another card.
  alter table booking_hold add column payment_tried_at timestamptz;
`
