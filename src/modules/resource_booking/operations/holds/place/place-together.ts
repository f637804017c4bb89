import { targetId } from "../../../domain/holds/normalize-items"
import type { Database } from "../../../sql/database"
import {
  type BasketRecord,
  type CartHoldRecord,
  cartHolds,
  lockBaskets,
  type PlacementSnapshot,
  placementSnapshot,
} from "../../../sql/holds"
import { keyName, type LockKey, takeLocks, tryEach } from "../../../sql/locks"
import type { Transaction } from "../../../sql/transaction"
import { wantedDates } from "../../capacity/wanted-dates"
import { forget, identify } from "../../shared/identities"
import { windowDays } from "../owner-limits"
import {
  holdsOf,
  isKept,
  type Predecessor,
  readPredecessor,
} from "../succession"
import { choose } from "./choose"
import { endCrowd, noteCrowd } from "./crowds"
import { decideAttempt } from "./decide-attempt"
import { answerOf, writesOf } from "./placement"
import type {
  HoldRequest,
  LockStrategy,
  Outcome,
  PlacementAttempt,
} from "./types"

/**
 * Places holds in one transaction: lock, read, decide each in turn on what the
 * ones before it leave, write all at once.
 *
 * @returns an outcome for each request, in order
 */
export async function placeTogether(
  db: Database,
  tx: Transaction,
  requests: HoldRequest[],
  strategy: LockStrategy
): Promise<Outcome[]> {
  const attempts = requests.map((request): PlacementAttempt => ({
    request,
    chosen: [],
    basket: null,
    cartHolds: [],
    keys: [],
    before: { hold: null, successors: [] },
  }))
  const identities = await identify(db, tx, attempts.flatMap(idsOf))
  await lockOwners(tx, attempts, strategy)
  for (const attempt of undecided(attempts)) {
    await choose(db, tx, attempt, identities, strategy)
  }
  if (undecided(attempts).length > 0) {
    await decideInTurn(db, tx, undecided(attempts), strategy)
  }
  forget(db, attempts.filter(isStale).flatMap(idsOf))
  const placements = attempts.flatMap((attempt) => attempt.placement ?? [])
  if (placements.length === 0) {
    return outcomesOf(attempts)
  }
  const writing = tx.commit(writesOf(placements))
  // Answers are made while the database writes: the locks don't wait for them.
  const [outcomes] = await Promise.all([outcomesOf(attempts), writing])
  placements[0]?.call.committed()
  return outcomes
}

async function outcomesOf(attempts: PlacementAttempt[]): Promise<Outcome[]> {
  return attempts.map(({ placement, outcome }) =>
    placement
      ? { kind: "placed", answer: answerOf(placement) }
      : (outcome as Outcome)
  )
}

function isStale({ outcome }: PlacementAttempt): boolean {
  return outcome?.kind === "again" && outcome.stale
}

function idsOf({ request }: PlacementAttempt): string[] {
  return request.input.items.map(targetId)
}

function undecided(attempts: PlacementAttempt[]): PlacementAttempt[] {
  return attempts.filter((attempt) => attempt.outcome === undefined)
}

/** Baskets first, in order; then the holds that share a cart's clock. */
async function lockOwners(
  tx: Transaction,
  attempts: PlacementAttempt[],
  strategy: LockStrategy
): Promise<void> {
  const owned = attempts.filter((attempt) => attempt.request.owner !== null)
  if (owned.length === 0) {
    return
  }
  const owners = owned.map((attempt) => attempt.request.owner as string)
  const carts = owned.flatMap((attempt) => attempt.request.input.cart_id ?? [])
  const [, baskets, holds] = await tx.all([
    ...lockBaskets(owners, strategy.wait),
    ...(carts.length > 0 ? [cartHolds(carts)] : []),
  ])
  for (const attempt of owned) {
    const { owner, input } = attempt.request
    const basket = (baskets as BasketRecord[]).find((b) => b.owner === owner)
    if (!basket) {
      attempt.outcome = { kind: "again", stale: false }
      continue
    }
    attempt.basket = basket
    attempt.cartHolds = ((holds ?? []) as CartHoldRecord[]).filter(
      (hold) => hold.owner === owner && hold.cart_id === input.cart_id
    )
  }
}

/**
 * Locks, reads, and decides one request after the other. A yes is given only
 * under the locks; a no without them was true when it was read.
 */
async function decideInTurn(
  db: Database,
  tx: Transaction,
  attempts: PlacementAttempt[],
  strategy: LockStrategy
): Promise<void> {
  const wanted = wantedDates(attempts.flatMap((attempt) => attempt.chosen))
  const askers = attempts.map(({ request }) => ({
    ...request,
    key: request.input.idempotency_key,
    window_days: windowDays(request.call),
  }))
  const keys = attempts.flatMap((attempt) => attempt.keys)
  const without = attempts.flatMap(({ before }) => keptFor(before))
  const [locks, [row] = []] = await tx.all([
    strategy.wait ? takeLocks(keys) : tryEach(keys),
    placementSnapshot(wanted, askers, without),
  ])
  const wasTaken = takenBy(locks as AskedKey[])
  let snapshot = row as PlacementSnapshot
  for (const attempt of attempts) {
    const isSame = await isAsRead(tx, attempt)
    const locked = strategy.wait || !attempt.keys.some(wasTaken)
    snapshot = decideAttempt(attempt, snapshot, { isSame, locked, strategy })
  }
  noteCrowds(db, attempts, wasTaken)
}

/** Who found something left, and somebody else at it, has found a crowd. */
function noteCrowds(
  db: Database,
  attempts: PlacementAttempt[],
  wasTaken: (key: LockKey) => boolean
): void {
  const keysWhere = (is: (attempt: PlacementAttempt) => boolean) =>
    attempts.filter(is).flatMap(({ keys }) => keys)
  endCrowd(
    db,
    keysWhere(({ outcome }) => outcome?.kind === "refused")
  )
  const left = keysWhere(
    ({ placement, outcome }) => !!placement || outcome?.kind === "again"
  )
  noteCrowd(db, left.filter(wasTaken))
}

/** Reads the predecessor under the locks; another successor is not locked. */
async function isAsRead(
  tx: Transaction,
  attempt: PlacementAttempt
): Promise<boolean> {
  const { replaces } = attempt.request
  if (!replaces) {
    return true
  }
  const known = holdsOf(attempt.before).map(({ id }) => id)
  const wasKept = isBeforeKept(attempt.before)
  attempt.before = await readPredecessor(tx, replaces)
  return (
    holdsOf(attempt.before).every(({ id }) => known.includes(id)) &&
    isBeforeKept(attempt.before) === wasKept
  )
}

/**
 * What keeps dates for the hold that is placed, or goes with it: those that a
 * hold has which lost others to a clock are in its way.
 */
function keptFor(before: Predecessor): string[] {
  const kept = isBeforeKept(before) ? holdsOf(before) : before.successors
  return kept.map(({ id }) => id)
}

function isBeforeKept({ hold }: Predecessor): boolean {
  return hold !== null && isKept(hold, hold.now_ms)
}

/** A key that was tried, or had to be waited for. */
type AskedKey = { a: number; b: number; locked?: boolean }

/** Whether somebody else had a key when it was asked for. */
function takenBy(asked: AskedKey[]): (key: LockKey) => boolean {
  const taken = new Set(asked.filter((key) => !key.locked).map(keyName))
  return (key) => taken.has(keyName(key))
}
