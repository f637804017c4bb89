import { randomBytes } from "node:crypto"
import type { Actor, Violation } from "../../src/modules/resource_booking/types"
import { addDays, todayIn } from "../../src/modules/resource_booking/domain/calendar"
import { auditInvariants } from "../../src/modules/resource_booking/operations/audit-invariants"
import type { Call } from "../../src/modules/resource_booking/operations/context"
import {
  parseOptions,
  type ResourceBookingOptions,
} from "../../src/modules/resource_booking/options"
import {
  Database,
  type Row,
} from "../../src/modules/resource_booking/sql/database"
import { createTestDatabase } from "./database"
import { TamperedDatabase, type Tampering } from "./sabotage"

const CUSTOMER: Actor = { type: "customer", id: null }
export const JOB: Actor = { type: "job", id: null }
export const ADMIN: Actor = { type: "user", id: "user_test" }

/** Fast and unlimited, unless a test is about just that. */
const OPTIONS: ResourceBookingOptions = {
  default_timezone: "UTC",
  limits: "off",
  token_secret: "a secret of these tests",
}

export type ProcessOptions = {
  options?: Partial<ResourceBookingOptions>
  /** Connections of its pool. */
  connections?: number
  tampering?: Tampering | undefined
}

/** A database with the module's tables, and processes that share it. */
export type World = {
  url: string
  /**
   * A context with connections of its own, as another server process has:
   * nothing in memory is shared with the others.
   */
  process(options?: ProcessOptions): Call
  /** Runs a statement on the side, past the module. */
  sql<T = Row>(text: string, values?: unknown[]): Promise<T[]>
  audit(): Promise<Violation[]>
  close(): Promise<void>
}

export async function openWorld(): Promise<World> {
  const { url, drop } = await createTestDatabase()
  const world = worldAt(url)
  return {
    ...world,
    async close() {
      await world.close()
      await drop()
    },
  }
}

/** The world of a database that somebody else made and drops. */
export function worldAt(url: string): World {
  const open: Database[] = []
  const process = (options: ProcessOptions = {}) => {
    const call = processAt(url, options)
    open.push(call.db)
    return call
  }
  const side = process()
  return {
    url,
    process,
    sql: (text, values = []) => side.db.query({ text, values }),
    audit: () => auditInvariants(side),
    async close() {
      await Promise.all(open.map((db) => db.close()))
    },
  }
}

function processAt(url: string, given: ProcessOptions): Call {
  const options = parseOptions({ ...OPTIONS, ...given.options })
  const config = {
    connection: { connectionString: url },
    max: given.connections ?? 4,
    acquireTimeoutMs: options.pool.acquire_timeout_ms,
    lockTimeoutMs: options.lock_timeout_ms,
    statementTimeoutMs: options.statement_timeout_ms,
  }
  const db = given.tampering
    ? new TamperedDatabase(config, given.tampering)
    : new Database(config)
  return { db, options, committed: () => undefined, actor: CUSTOMER }
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

const TODAY = todayIn("UTC", Date.now())

/** A date that is `n` days from today, in every zone after today from 2 on. */
export function day(n: number): string {
  return addDays(TODAY, n)
}

export function uniqueId(prefix: string): string {
  return `${prefix}_${randomBytes(8).toString("hex")}`
}

/** Moves the end of holds, as the passing of time would; past by default. */
export async function makeOverdue(
  world: World,
  holdIds: string[],
  inMs = -1
): Promise<void> {
  await world.sql(
    `update booking_hold set expires_at = date_trunc('milliseconds',
        clock_timestamp()) + $2::int * interval '1 millisecond'
      where id = any ($1::text[]) and status = 'active'`,
    [holdIds, inMs]
  )
}

export type HoldRow = {
  id: string
  status: string
  order_id: string | null
  /** It counts: active and not past its end. */
  live: boolean
  claims: number
  expires_at_ms: number
}

export async function holdRow(world: World, id: string): Promise<HoldRow> {
  const [row] = await world.sql<HoldRow>(
    `select h.id, h.status, h.order_id,
        h.status = 'active' and h.expires_at > clock_timestamp() as live,
        (select count(*) from booking_claim c
          join booking_hold_item i on i.id = c.claimant_id
          where i.hold_id = h.id) as claims,
        (extract(epoch from h.expires_at) * 1000)::bigint as expires_at_ms
      from booking_hold h where h.id = $1`,
    [id]
  )
  return row as HoldRow
}

/** Entries of the log about holds, oldest first. */
export async function logOf(world: World, holdId: string): Promise<string[]> {
  const rows = await world.sql<{ operation: string }>(
    "select operation from booking_operation where hold_id = $1 order by seq",
    [holdId]
  )
  return rows.map((row) => row.operation)
}

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
    alter table booking_hold drop constraint booking_hold_check;
    alter table booking_hold drop constraint booking_hold_check1;
    alter table booking_hold
      drop constraint booking_hold_idempotency_scope_idempotency_key_key;
    alter table booking_allocation
      drop constraint booking_allocation_hold_item_id_segment_key;
    drop trigger booking_hold_moves on booking_hold;
    drop trigger booking_allocation_moves on booking_allocation;
  `)
}

/** Resolves when work has ended or one of the world's sessions must wait. */
export async function endedOrWaiting(
  world: World,
  work: Promise<unknown>
): Promise<void> {
  let ended = false
  const end = () => (ended = true)
  void work.then(end, end)
  await eventually(
    async () => ended || (await isSomebodyWaiting(world)),
    "to end, or to wait for a lock"
  )
}

async function isSomebodyWaiting(world: World): Promise<boolean> {
  const rows = await world.sql(
    `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
  )
  return rows.length > 0
}

/** Resolves when a condition holds, and fails when it does not in time. */
export async function eventually(
  condition: () => Promise<boolean>,
  what: string
): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`it never happened: ${what}`)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
