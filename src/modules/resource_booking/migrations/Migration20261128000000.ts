import { Migration } from "@medusajs/framework/mikro-orm/migrations"

import { ALLOCATIONS } from "./schema/allocations"
import { BLACKOUTS } from "./schema/blackouts"
import { CAPACITY } from "./schema/capacity"
import { CLAIMS } from "./schema/claims"
import { CONFLICTS } from "./schema/conflicts"
import { COUNTERS } from "./schema/counters"
import { DUE } from "./schema/due"
import { FRONT_DESK } from "./schema/front-desk"
import { HOLDS } from "./schema/holds"
import { KEPT } from "./schema/kept"
import { LOG } from "./schema/log"
import { LOG_MONTHS } from "./schema/log-months"
import { MOVES } from "./schema/moves"
import { OUTBOX } from "./schema/outbox"
import { PROMISES } from "./schema/promises"
import { RESOURCES } from "./schema/resources"
import { UPKEEP } from "./schema/upkeep"
import { VARIANTS } from "./schema/variants"

/**
 * The module's schema. Written by hand, because what makes it trustworthy
 * (CHECKs, statement triggers, transition triggers, partial indexes on `date`
 * columns) cannot be said in data models: see docs/adr/0001-plain-sql.md.
 *
 * The migration runner takes what lies in this folder for migrations, and
 * nothing in `schema/`.
 */
export class Migration20261128000000 extends Migration {
  override async up(): Promise<void> {
    if ((await this.execute(TABLES_ARE_THERE)).length > 0) {
      throw new Error(NOT_UPGRADED)
    }

    // Tables, with their CHECKs, keys and indexes.
    this.addSql(RESOURCES)
    this.addSql(VARIANTS)
    this.addSql(CAPACITY)
    this.addSql(HOLDS)
    this.addSql(CLAIMS)
    this.addSql(ALLOCATIONS)
    this.addSql(BLACKOUTS)
    this.addSql(CONFLICTS)
    this.addSql(FRONT_DESK)
    this.addSql(LOG)
    this.addSql(OUTBOX)
    this.addSql(UPKEEP)

    // Functions and triggers: what holds, whoever writes.
    this.addSql(COUNTERS)
    this.addSql(MOVES)
    this.addSql(DUE)
    this.addSql(PROMISES)
    this.addSql(KEPT)
    this.addSql(LOG_MONTHS)
  }

  override down(): void {
    // With the triggers that call them.
    this.addSql(`
      drop function booking_make_log_month, booking_make_log_beside,
        booking_drop_log_month, booking_drop_log_beside, booking_append_only,
        booking_refuse_change, booking_keep_claims,
        booking_check_allocation_whole, booking_check_cover,
        booking_check_hold_whole, booking_check_item_whole,
        booking_allocation_lacks_claims, booking_hold_lacks_claims,
        booking_successor_lacks_claims, booking_item_lacks_claims,
        booking_follow_end, booking_check_conflict_move,
        booking_check_allocation_move, booking_check_hold_move,
        booking_guard_counters, booking_count_claims, booking_guest_emails
        cascade;
    `)
    this.addSql(`
      drop table booking_lease, booking_turn, booking_process,
        booking_check_progress, booking_reconciliation, booking_bus_probe,
        booking_outbox, booking_log_kept, booking_operation,
        booking_housekeeping_task, booking_occupancy, booking_conflict,
        booking_blackout, booking_allocation, booking_claim, booking_hold_item,
        booking_hold, booking_basket, booking_capacity, booking_variant_link,
        booking_variant, booking_resource, booking_resource_group;
      drop sequence booking_operation_seq, booking_lock_number;
    `)
  }
}

/** Before 0.1.0 there were other migrations, which made other tables. */
const TABLES_ARE_THERE = `
  select from pg_tables
  where schemaname = current_schema() and tablename = 'booking_resource'
`
const NOT_UPGRADED =
  "The booking tables in this database are of a version before 0.1.0, and are " +
  "not upgraded. Start with an empty database (the demo: delete the folder " +
  ".data), or drop all that is named booking_* in this one, and migrate again. " +
  "See docs/guides/upgrading.md."
