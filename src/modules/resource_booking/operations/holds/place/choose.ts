import { keyConflict } from "../../../domain/holds/decide-placement"
import {
  targetId,
  type WantedItem,
  wantedItems,
} from "../../../domain/holds/normalize-items"
import { precedes } from "../../../domain/shared/refusals"
import {
  BookingRefusal,
  isBookingRefusal,
  notFound,
  unwrap,
} from "../../../errors"
import type { Database, Queryable } from "../../../sql/database"
import { readKey } from "../../../sql/holds"
import type { Identity } from "../../../sql/identities"
import { datesKeys } from "../../../sql/locks"
import type { Transaction } from "../../../sql/transaction"
import { forget, identify } from "../../shared/identities"
import { holdsOf, readPredecessor } from "../succession"
import { chooseFromGroups } from "./choose-from-groups"
import { rulesOf } from "./decide-attempt"
import type {
  LockStrategy,
  NewRequest,
  Outcome,
  PlacementAttempt,
} from "./types"

/** From what the request names to certain resources, dates and lock keys. */
export async function choose(
  db: Database,
  tx: Transaction,
  attempt: PlacementAttempt,
  identities: Map<string, Identity>,
  strategy: LockStrategy
): Promise<void> {
  try {
    const wanted = await writtenOut(db, tx, attempt.request, identities)
    const chosen = await chooseFromGroups(
      tx,
      wanted,
      (id) => known(identities, id),
      strategy,
      await holdsBefore(tx, attempt),
      rulesOf(attempt.request)
    )
    if (!chosen) {
      attempt.outcome = { kind: "again", stale: true }
      return
    }
    attempt.chosen = chosen
  } catch (error) {
    attempt.outcome = await replayInsteadOf(error, tx, attempt.request)
    return
  }
  const others = [...attempt.cartHolds, ...holdsOf(attempt.before)]
  const items = others.flatMap((hold) => hold.items)
  attempt.keys = datesKeys([...attempt.chosen, ...items])
}

/** Whatever is there before the locks is locked, too. */
async function holdsBefore(
  tx: Transaction,
  attempt: PlacementAttempt
): Promise<string[]> {
  const { replaces } = attempt.request
  if (replaces) {
    attempt.before = await readPredecessor(tx, replaces)
  }
  return holdsOf(attempt.before).map(({ id }) => id)
}

/**
 * The items with their dates written out. What is remembered may be out of
 * date: before it refuses anything, it is read again.
 *
 * @throws BookingRefusal as `written`
 */
export async function writtenOut(
  db: Database,
  on: Queryable,
  request: NewRequest,
  identities: Map<string, Identity>
): Promise<WantedItem[]> {
  try {
    return written(request, identities)
  } catch (error) {
    if (!isBookingRefusal(error)) {
      throw error
    }
    const ids = request.input.items.map(targetId)
    forget(db, ids)
    ids.forEach((id) => identities.delete(id))
    const read = await identify(db, on, ids)
    read.forEach((identity, id) => identities.set(id, identity))
    return written(request, identities)
  }
}

/**
 * The items with their dates written out. What is unknown counts as `day`: its
 * dates are refused first if they can be nobody's.
 *
 * @throws BookingRefusal `invalid_range`, `not_found`
 */
function written(
  request: NewRequest,
  identities: Map<string, Identity>
): WantedItem[] {
  const { hidden, input } = request
  const { items } = input
  const seen = (id: string) => (hidden.has(id) ? undefined : identities.get(id))
  const wanted = unwrap(wantedItems(items, (id) => seen(id)?.span ?? "day"))
  for (const item of items) {
    const kind = item.resource_id !== undefined ? "resource" : "group"
    if (seen(targetId(item))?.kind !== kind) {
      notFound(kind, targetId(item))
    }
  }
  return wanted
}

/**
 * Before a refusal is given that was reached without looking at the key: a
 * repeated request gets its hold, whatever has become of what it names.
 */
export async function replayInsteadOf(
  error: unknown,
  on: Queryable,
  request: NewRequest
): Promise<Outcome> {
  if (!isBookingRefusal(error) || error.code === "busy") {
    throw error
  }
  const { scope, input } = request
  const key = await readKey(on, scope, input.idempotency_key)
  if (key?.fingerprint === request.fingerprint) {
    return { kind: "replay", hold_id: key.id }
  }
  const conflict = key && !precedes(error.code, "idempotency_conflict")
  const refusal = conflict ? new BookingRefusal(keyConflict()) : error
  return { kind: "refused", refusal }
}

function known(identities: Map<string, Identity>, id: string): Identity {
  const identity = identities.get(id)
  if (!identity) {
    throw new Error(`${id} was not identified`)
  }
  return identity
}
