import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What the processes of a store know of each other: that they are there, and
 * whose turn it is to do what one of them does for all.
 */
export class Migration20261128033000 extends Migration {
  override up(): void {
    this.addSql(PROCESSES)
    this.addSql(TURNS)
  }

  override down(): void {
    this.addSql("drop table booking_turn; drop table booking_process;")
  }
}

/** A few rows that are written all the time: there is room for new versions. */
const PROCESSES = `
  create table booking_process (
    id text primary key,
    name text not null,
    mode text not null check (mode in ('shared', 'worker', 'server')),
    version text not null,
    options jsonb not null,
    ticks jsonb not null,
    clock_offset_ms bigint not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    stopped_at timestamptz
  ) with (fillfactor = 50);
`

const TURNS = `
  create table booking_turn (
    name text primary key,
    is_asked boolean not null default false,
    reason text not null check (reason in ('start', 'schedule')),
    every_ms bigint,
    taken_by text,
    created_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz
  ) with (fillfactor = 50);
`
