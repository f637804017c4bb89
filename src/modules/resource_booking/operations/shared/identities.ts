import type { Database, Queryable } from "../../sql/database"
import { type Identity, readIdentities } from "../../sql/identities"

const MAX_CACHED = 10_000

/**
 * Identities by id, for each database and all its lanes: they save a trip on the hot path. A lock
 * number never changes, and a span hardly ever, but another process may have
 * changed it. So memory may say yes to trying, and never no: a yes is compared
 * with what is read under the locks, and before a no the span is read again.
 */
const caches = new WeakMap<object, Map<string, Identity>>()

/**
 * @returns the identities that exist, by id; an unknown or deleted one is
 * missing
 */
export async function identify(
  db: Database,
  on: Queryable,
  ids: string[]
): Promise<Map<string, Identity>> {
  const cache = cacheOf(db)
  // Taken now: while the others are read, these may be forgotten.
  const known = ids.flatMap((id) => cache.get(id) ?? [])
  const missing = [...new Set(ids)].filter((id) => !cache.has(id))
  const read = missing.length > 0 ? await readIdentities(on, missing) : []
  remember(cache, read)
  return new Map([...known, ...read].map((identity) => [identity.id, identity]))
}

/** What is known without asking. */
export function remembered(db: Database, id: string): Identity | undefined {
  return cacheOf(db).get(id)
}

/** Drops what turned out to be deleted or changed. */
export function forget(db: Database, ids: string[]): void {
  const cache = cacheOf(db)
  ids.forEach((id) => cache.delete(id))
}

function remember(cache: Map<string, Identity>, identities: Identity[]): void {
  if (cache.size + identities.length > MAX_CACHED) {
    cache.clear()
  }
  identities.forEach((identity) => cache.set(identity.id, identity))
}

function cacheOf(db: Database): Map<string, Identity> {
  const cache = caches.get(db.shared) ?? new Map<string, Identity>()
  caches.set(db.shared, cache)
  return cache
}
