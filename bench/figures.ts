import { cpus } from "node:os"

import type { Pool } from "@medusajs/framework/pg"

/** One line of the result: what was measured, and what it is held against. */
export type Figure = { name: string; measured: string; goal: string }

/** The value below which 95 % of the samples lie. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const index = Math.ceil(sorted.length * share) - 1
  return sorted[Math.max(0, index)] ?? 0
}

export function median(samples: number[]): number {
  return percentile(samples, 0.5)
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Samples of one call's milliseconds, after a few that warm it up. */
export async function sample(
  times: number,
  work: () => Promise<unknown>
): Promise<number[]> {
  const samples: number[] = []
  for (let i = -5; i < times; i++) {
    const ms = await timed(work)
    if (i >= 0) {
      samples.push(ms)
    }
  }
  return samples
}

/** Runs `total` calls by so many clients at once. @returns calls a second */
export async function rate(
  clients: number,
  total: number,
  call: (n: number) => Promise<unknown>
): Promise<number> {
  let next = 0
  const client = async () => {
    while (next < total) {
      await call(next++)
    }
  }
  const ms = await timed(() =>
    Promise.all(Array.from({ length: clients }, client))
  )
  return (total / ms) * 1000
}

/** What the figures were measured on. */
export async function machine(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ v: string }>(
    "select current_setting('server_version') as v"
  )
  const [cpu] = cpus()
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${rows[0]?.v}`,
  ].join(", ")
}

export function print(title: string, figures: Figure[]): void {
  console.log(`\n## ${title}\n`)
  console.log("| what | measured | goal |\n|---|---|---|")
  for (const { name, measured, goal } of figures) {
    console.log(`| ${name} | ${measured} | ${goal} |`)
  }
}
