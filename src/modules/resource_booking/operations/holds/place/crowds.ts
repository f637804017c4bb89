import { targetId, wantedItems } from "../../../domain/holds/normalize-items"
import type { Database } from "../../../sql/database"
import { datesKeys, keyName, type LockKey } from "../../../sql/locks"
import type { HoldItemInput } from "../../../types"
import { remembered } from "../../shared/identities"

/** How long a date is crowded, from when somebody else was found to have it. */
const CROWDED_MS = 250

/**
 * Dates that are just being sold by another process, too: their locks were
 * found taken, or had to be waited for, and there was something left. To look
 * at them first would nearly always end in waiting.
 *
 * For each database, until when, by the lock's name; those that end first come
 * first. It only saves looks, and ends by itself.
 */
const crowds = new WeakMap<Database["shared"], Map<string, number>>()

/** @param keys that somebody else had; those that are shared make no crowd */
export function noteCrowd(db: Database, keys: LockKey[]): void {
  const ends = crowds.get(db.shared) ?? new Map<string, number>()
  crowds.set(db.shared, ends)
  const now = performance.now()
  for (const [name, end] of ends) {
    if (end > now) {
      break
    }
    ends.delete(name)
  }
  for (const key of keys.filter(({ shared }) => !shared)) {
    ends.delete(keyName(key))
    ends.set(keyName(key), now + CROWDED_MS)
  }
}

/** What is sold out is told at once by a look, without a lock. */
export function endCrowd(db: Database, keys: LockKey[]): void {
  const ends = crowds.get(db.shared)
  keys.forEach((key) => ends?.delete(keyName(key)))
}

/** Whether one of the dates is crowded; no, when what is named is not known. */
export function isCrowded(db: Database, items: HoldItemInput[]): boolean {
  const ends = crowds.get(db.shared)
  if (!ends?.size) {
    return false
  }
  const now = performance.now()
  return dateKeysOf(db, items).some(
    (key) => !key.shared && (ends.get(keyName(key)) ?? 0) > now
  )
}

function dateKeysOf(db: Database, items: HoldItemInput[]): LockKey[] {
  const known = new Map(
    items.flatMap((item) => {
      const identity = remembered(db, targetId(item))
      return identity ? [[identity.id, identity]] : []
    })
  )
  const wanted = wantedItems(items, (id) => known.get(id)?.span ?? "day")
  const dates = (wanted.ok ? wanted.value : []).flatMap(({ dates }, i) => {
    const identity = known.get(targetId(items[i] as HoldItemInput))
    return identity?.kind === "resource"
      ? [{ lock_number: identity.lock_number, dates }]
      : []
  })
  return datesKeys(dates)
}
