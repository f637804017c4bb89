import { type CalendarDate, dayNumber } from "../domain/shared/calendar"
import type { Statement } from "./database"

/**
 * The lock protocol. Who must lock: whoever makes something less available,
 * frees a claim, or writes a hold's `expires_at`, takes the dates of every hold
 * that it touches, first; reads in a LATER statement; then decides and writes.
 * A statement that locks and reads at once reads what was true before it
 * waited. See docs/internals/locking.md.
 */
export type LockKey = {
  /** everything 0, group 1, resource 2, date 3: taken in this order. */
  level: 0 | 1 | 2 | 3
  a: number
  b: number
  shared: boolean
}

/** More dates of one resource than this: the resource is locked instead. */
const MAX_DATE_LOCKS = 60

/** What a hold locks of one resource. */
export type LockedDates = { lock_number: number; dates: CalendarDate[] }

export const everything = (shared: boolean): LockKey => ({
  level: 0,
  a: 0,
  b: 0,
  shared,
})

/** A group, always exclusively: who chooses from it, closes or changes it. */
export const group = (lockNumber: number): LockKey => ({
  level: 1,
  a: -lockNumber,
  b: 0,
  shared: false,
})

export const resource = (lockNumber: number, shared: boolean): LockKey => ({
  level: 2,
  a: lockNumber,
  b: 0,
  shared,
})

/**
 * Keys for claiming or freeing dates: everything and the resources shared, so
 * that holds don't wait for each other there but for whoever closes them; the
 * dates exclusively.
 */
export function datesKeys(wanted: LockedDates[]): LockKey[] {
  const byResource = new Map<number, Set<CalendarDate>>()
  for (const { lock_number, dates } of wanted) {
    const known = byResource.get(lock_number) ?? new Set()
    dates.forEach((date) => known.add(date))
    byResource.set(lock_number, known)
  }
  const keys = [everything(true)]
  for (const [a, dates] of byResource) {
    const many = dates.size > MAX_DATE_LOCKS
    keys.push(resource(a, !many))
    for (const date of many ? [] : dates) {
      keys.push({ level: 3, a, b: dayNumber(date), shared: false })
    }
  }
  return keys
}

/** What tells a key from others, in whatever mode. */
export const keyName = ({ a, b }: Pick<LockKey, "a" | "b">) => `${a} ${b}`

/**
 * One order for everybody, each key once and in its strongest mode. Unsorted
 * keys were measured to deadlock 51 times in 15 seconds; sorted ones never.
 */
function sortKeys(keys: LockKey[]): LockKey[] {
  const strongest = new Map<string, LockKey>()
  for (const key of keys) {
    const known = strongest.get(keyName(key))
    if (!known || known.shared) {
      strongest.set(keyName(key), key)
    }
  }
  return [...strongest.values()].sort(
    (x, y) => x.level - y.level || x.a - y.a || x.b - y.b
  )
}

/**
 * Added to each key's second number, of which days use 17 bits: stores in other
 * schemas of the same database count for themselves, from 1 as this one does,
 * and would wait for each other. The tables' own identity is a constant to
 * PostgreSQL, when it plans; two stores have the same by a chance of 1 : 32,768,
 * and then only wait.
 */
export const STORE =
  "(((('booking_resource'::regclass::oid::bigint & 32767) - 16384) << 17)::int)"

/**
 * Takes all keys, in order, and waits for those that somebody else has, up to
 * the transaction's lock_timeout.
 *
 * Answers one row for each key that it had to wait for, `{ a, b }`.
 */
export function takeLocks(keys: LockKey[]): Statement {
  return {
    name: "booking_take_locks",
    text: `
      select k.a, k.b
      from unnest($1::int[], $2::int[], $3::bool[]) as k (a, b, shared)
      cross join lateral (values (k.b + ${STORE})) as own (b)
      where case when k.shared
        then case when pg_try_advisory_xact_lock_shared(k.a, own.b) then false
          else pg_advisory_xact_lock_shared(k.a, own.b) is not null end
        else case when pg_try_advisory_xact_lock(k.a, own.b) then false
          else pg_advisory_xact_lock(k.a, own.b) is not null end end`,
    values: columns(sortKeys(keys)),
  }
}

/**
 * Tries every key and says which were free. Only for transactions that wait for
 * no advisory lock (a first look, the expiry job): a key that is missing in
 * the middle breaks the order.
 *
 * Answers one row a key, `{ a, b, locked }`.
 */
export function tryEach(keys: LockKey[]): Statement {
  return {
    name: "booking_try_each",
    text: `
      select k.a, k.b, case when k.shared
        then pg_try_advisory_xact_lock_shared(k.a, k.b + ${STORE})
        else pg_try_advisory_xact_lock(k.a, k.b + ${STORE}) end as locked
      from unnest($1::int[], $2::int[], $3::bool[]) as k (a, b, shared)`,
    values: columns(sortKeys(keys)),
  }
}

function columns(keys: LockKey[]): unknown[] {
  return [keys.map((k) => k.a), keys.map((k) => k.b), keys.map((k) => k.shared)]
}
