import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What the checkout needs: the line that a hold is sold with, and pins. */
export class Migration20261121110000 extends Migration {
  override up(): void {
    this.addSql(HOLDS)
    this.addSql(BASKETS)
  }

  override down(): void {
    this.addSql(`
      alter table booking_basket drop column grace_until;
      alter table booking_hold drop column pinned_from,
        drop column replaced_by, drop column currency_code,
        drop column unit_price, drop column line_quantity,
        drop column variant_id, drop column cart_line_item_id;
    `)
  }
}

const HOLDS = `
  alter table booking_hold
    add column cart_line_item_id text,
    add column variant_id text,
    add column line_quantity integer check (line_quantity > 0),
    -- What the customer was told to pay; a line's own price is not believed.
    add column unit_price numeric,
    add column currency_code text,
    -- The hold that took over its line, when its dates were changed.
    add column replaced_by text,
    -- While it is kept alive through a payment: its own end.
    add column pinned_from timestamptz,
    add constraint booking_hold_line check (cart_line_item_id is null
      or (cart_id is not null and variant_id is not null
        and line_quantity is not null and unit_price is not null
        and currency_code is not null));
  -- A line has one live hold.
  create unique index booking_hold_line on booking_hold (cart_line_item_id)
    where status = 'active';
`

const BASKETS = `
  -- Until when payments may keep its holds past the lifetime cap: set once.
  alter table booking_basket add column grace_until timestamptz;
`
