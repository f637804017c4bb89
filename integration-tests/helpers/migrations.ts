import { readdirSync } from "node:fs"
import { join, resolve } from "node:path"

import type { Migration } from "@medusajs/framework/mikro-orm/migrations"

export const MIGRATIONS = resolve(
  __dirname,
  "../../src/modules/resource_booking/migrations"
)

/** The migrations, and the SQL that they are made of. */
export function migrationFiles(): string[] {
  return readdirSync(MIGRATIONS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => join(MIGRATIONS, file))
}

type Made = Record<string, new (...args: never[]) => Migration>

/**
 * What they do to a database, without Medusa's notes of what was done.
 *
 * @param run answers with the rows
 */
export async function runMigrations(
  way: "up" | "down",
  run: (sql: string) => Promise<unknown[]>
): Promise<void> {
  const names = readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replace(/\.ts$/, ""))
    .sort()
  for (const name of way === "up" ? names : names.reverse()) {
    const made = (await import(join(MIGRATIONS, name))) as Made
    const driver = { execute: run }
    const migration = new (made[name] as Made[string])(
      ...([driver, {}] as never[])
    )
    await migration[way]()
    for (const query of migration.getQueries()) {
      await run(query as string)
    }
  }
}
