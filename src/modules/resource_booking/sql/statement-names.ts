import { createHash } from "node:crypto"

import type { Statement } from "./statement"

const known = new Map<string, { text: string; unique: string }>()

/**
 * A statement under a name that means this text alone. Behind a pooler,
 * sessions are shared with other processes, which may be of another release
 * and mean something else by the short name.
 */
export function uniquelyNamed(statement: Statement): Statement {
  const { name, text } = statement
  if (name === undefined) {
    return statement
  }
  const before = known.get(name)
  if (before?.text === text) {
    return { ...statement, name: before.unique }
  }
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8)
  const unique = `${name}_${hash}`
  known.set(name, { text, unique })
  return { ...statement, name: unique }
}

/** PostgreSQL plans it anew each time. */
export function unnamed({ name: _, ...statement }: Statement): Statement {
  return statement
}
