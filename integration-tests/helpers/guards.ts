import type { World } from "./open-world"

/**
 * Takes the database's own protections away, all but the counters, so that a
 * test sees what the module's locks are good for.
 */
export async function withoutGuards(world: World): Promise<void> {
  await world.sql(`
    alter table booking_capacity drop constraint booking_capacity_not_oversold;
    alter table booking_capacity drop constraint booking_capacity_held_check;
    alter table booking_capacity
      drop constraint booking_capacity_allocated_check;
    alter table booking_hold drop constraint booking_hold_has_order;
    alter table booking_hold drop constraint booking_hold_has_end;
    alter table booking_hold
      drop constraint booking_hold_idempotency_scope_idempotency_key_key;
    alter table booking_allocation
      drop constraint booking_allocation_hold_item_id_segment_key;
    alter table booking_occupancy drop constraint booking_occupancy_pkey;
    alter table booking_occupancy
      drop constraint booking_occupancy_allocation_id_key;
    drop trigger booking_hold_moves on booking_hold;
    drop trigger booking_allocation_moves on booking_allocation;
  `)
  await world.sql(WITHOUT_CLAIM_GUARDS)
}

/** What keeps the claims of live holds and confirmed allocations there. */
const CLAIM_GUARDS: Record<string, string[]> = {
  booking_claim: ["booking_claim_kept_deleted", "booking_claim_kept_updated"],
  booking_hold: ["booking_hold_whole", "booking_hold_covers"],
  booking_hold_item: ["booking_hold_item_whole"],
  booking_allocation: [
    "booking_allocation_whole",
    "booking_allocation_whole_updated",
  ],
}

const claimGuards = (verb: "disable" | "enable") =>
  Object.entries(CLAIM_GUARDS)
    .flatMap(([table, triggers]) =>
      triggers.map((name) => `alter table ${table} ${verb} trigger ${name};`)
    )
    .join(" ")

/** For a test whose damage the database would refuse. */
export const WITHOUT_CLAIM_GUARDS = claimGuards("disable")

export const WITH_CLAIM_GUARDS = claimGuards("enable")

/** Until it is mended, whoever writes a row of a table fails. */
export async function breakRow(
  world: { sql: (text: string) => Promise<unknown> },
  table: string,
  column: string,
  value: string
): Promise<{ mend: () => Promise<void> }> {
  await world.sql(`create or replace function broken_row() returns trigger
    language plpgsql as $$ begin raise exception 'this row is broken'; end $$`)
  await world.sql(`create trigger broken_row before update or delete on ${table}
    for each row when (old.${column} = '${value}')
    execute function broken_row()`)
  return {
    async mend() {
      await world.sql(`drop trigger broken_row on ${table}`)
    },
  }
}
