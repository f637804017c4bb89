import { readFile } from "node:fs/promises"
import { join } from "node:path"

import type { Pool } from "@medusajs/framework/pg"

/** `USER_HZ`, the same on every Linux: /proc counts in hundredths of a second. */
const MS_PER_TICK = 10

/**
 * CPU milliseconds that a PostgreSQL server on this machine has used, all of
 * its processes together, those that have ended too.
 */
export async function postgresCpu(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ folder: string }>(
    "select current_setting('data_directory') as folder"
  )
  const file = join((rows[0] as { folder: string }).folder, "postmaster.pid")
  const [pid] = (await readFile(file, "utf8")).split("\n")
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")
  const own = await ticks(pid as string)
  const others = await Promise.all(
    children
      .trim()
      .split(" ")
      .map((child) => ticks(child))
  )
  const total = others.reduce((sum, { used }) => sum + used, own.used)
  return (total + own.ended) * MS_PER_TICK
}

/** Of a process, and of its children that have ended. */
async function ticks(pid: string): Promise<{ used: number; ended: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")
  // After the name, which may contain anything: fields 14 to 17 of all.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  const [user = 0, system = 0, userEnded = 0, systemEnded = 0] = fields
    .slice(11, 15)
    .map(Number)
  return { used: user + system, ended: userEnded + systemEnded }
}
