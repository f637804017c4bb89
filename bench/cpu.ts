import { readdir, readFile } from "node:fs/promises"

import type { Pool } from "@medusajs/framework/pg"

import type { Server } from "./start-server"

/** CPU milliseconds. */
export type Cpu = { server: number; postgres: number }

/** What a server and its PostgreSQL have used until now. */
export async function cpuOf(server: Server): Promise<Cpu> {
  return {
    server: await server.cpu(),
    postgres: await postgresCpu(server.pool),
  }
}

/** What was used between two moments, each of so many times. */
export function cpuSince(before: Cpu, after: Cpu, times: number): Cpu {
  return {
    server: (after.server - before.server) / times,
    postgres: (after.postgres - before.postgres) / times,
  }
}

/** Linux counts CPU time in hundredths of a second, whatever its clock. */
const TICK_MS = 10

/**
 * CPU milliseconds that a PostgreSQL of this machine has used until now, all its
 * processes together, also those that have ended.
 *
 * @throws Error where the server or its `/proc` is not on this machine
 */
async function postgresCpu(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>(
    "select pg_backend_pid() as pid"
  )
  const backend = await statOf(Number(rows[0]?.pid))
  const postmaster = backend && (await statOf(backend.parent))
  if (!backend || !postmaster) {
    throw new Error("PostgreSQL's CPU time is read from /proc: not there")
  }
  const all = await Promise.all((await processes()).map(statOf))
  const alive = all.filter((one) => one?.parent === backend.parent)
  const ticks = alive.reduce((sum, one) => sum + (one?.own ?? 0), 0)
  return (ticks + postmaster.own + postmaster.ended) * TICK_MS
}

type Stat = {
  parent: number
  /** Ticks of the process, and of children that it has seen ending. */
  own: number
  ended: number
}

/** @returns undefined for a process that is not there */
async function statOf(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")
  // The name before may have spaces in it.
  const [, parent, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ")
  const ticks = (field: number) => Number(rest[field])
  return parent
    ? {
        parent: Number(parent),
        own: ticks(9) + ticks(10),
        ended: ticks(11) + ticks(12),
      }
    : undefined
}

async function processes(): Promise<number[]> {
  const names = await readdir("/proc")
  return names.map(Number).filter((pid) => pid > 0)
}
