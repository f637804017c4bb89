import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * A line that is removed leaves no ended hold behind that names it. The unique
 * index of lines knows live holds only.
 */
export class Migration20261127163000 extends Migration {
  override up(): void {
    this.addSql(`
      create index booking_hold_ended_line on booking_hold (cart_line_item_id)
        where status = 'expired';
    `)
  }

  override down(): void {
    this.addSql("drop index booking_hold_ended_line;")
  }
}
