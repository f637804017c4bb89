import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What one process at a time does, and which one, until when. A row, not a lock
 * of a session: behind a pooler, a session is nobody's.
 */
export class Migration20261128034500 extends Migration {
  override up(): void {
    this.addSql(`
      create table booking_lease (
        name text primary key,
        holder text not null,
        taken_at timestamptz not null,
        until timestamptz not null
      ) with (fillfactor = 50);
    `)
  }

  override down(): void {
    this.addSql("drop table booking_lease;")
  }
}
