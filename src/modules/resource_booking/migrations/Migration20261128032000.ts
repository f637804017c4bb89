import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** How far the checks have come, so that a run need not read all that there is. */
export class Migration20261128032000 extends Migration {
  override up(): void {
    this.addSql(PROGRESS)
    this.addSql(CATALOGUE)
  }

  override down(): void {
    this.addSql(`
      drop index booking_operation_conflict, booking_operation_catalogue,
        booking_operation_of_catalogue;
      alter table booking_reconciliation drop column progress;
      drop table booking_check_progress;
    `)
  }
}

const PROGRESS = `
  -- 'changes': up to which entry of the log all is checked; 'slices': up to
  -- which keys the present round has come; 'orders': the same of Medusa's.
  create table booking_check_progress (
    name text primary key,
    position jsonb not null,
    updated_at timestamptz not null default clock_timestamp()
  );
  -- Which share of its checks a run has done, for who waits for it.
  alter table booking_reconciliation add column progress real not null default 0
    check (progress between 0 and 1);
`

/** What is not about a hold is little, and must be found among all that is. */
const CATALOGUE = `
  create index booking_operation_catalogue
    on booking_operation (resource_id, seq) where hold_id is null;
  create index booking_operation_of_catalogue
    on booking_operation (operation, seq) where hold_id is null;
  create index booking_operation_conflict
    on booking_operation ((after ->> 'id'))
    where operation in ('conflict.raised', 'conflict.resolved');
`
