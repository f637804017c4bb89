import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What reconciliation found, and when. */
export class Migration20261121120000 extends Migration {
  override up(): void {
    this.addSql(RECONCILIATION)
  }

  override down(): void {
    this.addSql("drop table if exists booking_reconciliation cascade;")
  }
}

const RECONCILIATION = `
  create table booking_reconciliation (
    id text primary key,
    trigger text not null check (trigger in ('start', 'schedule', 'demand')),
    dry_run boolean not null,
    actor_type text not null,
    actor_id text,
    checked integer not null default 0,
    fixed integer not null default 0,
    flagged integer not null default 0,
    details jsonb not null default '[]',
    started_at timestamptz not null,
    -- Null while it runs, and for ever when its process died.
    finished_at timestamptz
  );
  create index booking_reconciliation_started
    on booking_reconciliation (started_at);
`
