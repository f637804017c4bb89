import type { Statement } from "./statement"

/**
 * Begins a transaction with settings of its own. They end with it: a session
 * may be used by others afterwards, even by other programs, behind a pooler.
 *
 * @param settings by their names in PostgreSQL; numbers are milliseconds
 * @param schema in which the tables are, if not in the default one
 */
export function begin(
  settings: Record<string, string | number>,
  schema = "public"
): Statement {
  const all = Object.entries(settings)
  if (schema !== "public") {
    all.push(["search_path", `"${schema.replace(/"/g, '""')}"`])
  }
  const local = all.map(([name, value]) => `; set local ${name} = ${value}`)
  return { text: `begin isolation level read committed${local.join("")}` }
}

export const COMMIT: Statement = { text: "commit" }
export const ROLLBACK: Statement = { text: "rollback" }
