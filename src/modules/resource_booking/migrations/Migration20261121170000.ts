import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Who left lately, whatever their dates were, for the board. */
export class Migration20261121170000 extends Migration {
  override up(): void {
    this.addSql(`
      create index booking_allocation_ended on booking_allocation
        (resource_id, (coalesce(departed_at, no_show_at)))
        where coalesce(departed_at, no_show_at) is not null;
    `)
  }

  override down(): void {
    this.addSql("drop index booking_allocation_ended;")
  }
}
