import { randomBytes } from "node:crypto"

import { addDays, todayIn } from "../engine"
import type { World } from "./open-world"

const TODAY = todayIn("UTC", Date.now())

/** A date that is `n` days from today, in every zone after today from 2 on. */
export function day(n: number): string {
  return addDays(TODAY, n)
}

export function uniqueId(prefix: string): string {
  return `${prefix}_${randomBytes(8).toString("hex")}`
}

export type NewResource = {
  /** Units on every date; null for none without a capacity row. */
  capacity?: number | null
  group_id?: string
  span?: "day" | "night"
  timezone?: string
  hold_ttl_minutes?: number
}

/** A resource, written directly: quicker than by the operation. */
export async function newResource(
  world: World,
  { capacity = 1, span = "day", timezone = "UTC", ...rest }: NewResource = {}
): Promise<string> {
  const id = uniqueId("bres")
  await world.sql(
    `insert into booking_resource (id, handle, name, type, span, timezone,
      default_capacity, group_id, hold_ttl_minutes)
    values ($1, $1, 'Test', 'test', $2, $3, $4, $5, $6)`,
    [
      ...[id, span, timezone, capacity],
      ...[rest.group_id ?? null, rest.hold_ttl_minutes ?? null],
    ]
  )
  return id
}

/** A group and its members' ids. */
export async function newGroup(
  world: World,
  members: number,
  resource: NewResource = {}
): Promise<{ id: string; members: string[] }> {
  const id = uniqueId("bgrp")
  await world.sql(
    `insert into booking_resource_group (id, handle, name, type)
    values ($1, $1, 'Test group', 'test')`,
    [id]
  )
  const ids: string[] = []
  for (let i = 0; i < members; i++) {
    ids.push(await newResource(world, { ...resource, group_id: id }))
  }
  return { id, members: ids }
}

/** Lets days go by, as far as one allocation is concerned. */
export async function beganEarlier(
  world: Pick<World, "sql">,
  allocationId: string,
  days: number
): Promise<void> {
  await world.sql(
    `insert into booking_capacity (resource_id, date, max_capacity)
      select resource_id, date - $2::int, 1 from booking_claim
      where claimant_id = $1 on conflict do nothing`,
    [allocationId, days]
  )
  // In one statement: a confirmed allocation has its claims after each.
  await world.sql(
    `with moved as (
      update booking_allocation
      set dates = array(select d - $2::int from unnest(dates) as d),
        arrived_at = arrived_at - make_interval(days => $2::int),
        departed_at = departed_at - make_interval(days => $2::int),
        no_show_at = no_show_at - make_interval(days => $2::int)
      where id = $1)
    update booking_claim set date = date - $2::int where claimant_id = $1`,
    [allocationId, days]
  )
  await world.sql(
    `update booking_occupancy
      set checked_in_at = checked_in_at - make_interval(days => $2::int)
      where allocation_id = $1`,
    [allocationId, days]
  )
  await world.sql(
    pastTheTriggers(`
      update booking_operation o
      set after = jsonb_set(after, '{dates}', (
        select jsonb_agg(d::date - ${days})
        from jsonb_array_elements_text(o.after -> 'dates') as d))
      where allocation_id = '${allocationId}' and operation in
        ('allocation.created', 'allocation.moved', 'allocation.split')`)
  )
}

/**
 * A statement that no trigger and no foreign key sees: how a test lets time
 * pass where the database refuses it, and how it does the worst damage.
 */
export function pastTheTriggers(sql: string): string {
  return `do $$ begin
    set local session_replication_role = replica;
    ${sql};
    set local session_replication_role = default;
  end $$`
}

/** Lets the time pass for which somebody has taken events, or put them off. */
export async function leasesRunOut(world: World): Promise<void> {
  await world.sql("update booking_outbox set not_before = '-infinity'")
}
