import type { World } from "./world"

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
    alter table booking_hold drop constraint booking_hold_check1;
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
}
