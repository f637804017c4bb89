import {
  afterPlacement,
  decidePlacement,
  keyConflict,
  type PlacementFacts,
} from "../domain/decide-placement"
import { addressOf, afterHold } from "../domain/address-facts"
import type { Rules } from "../domain/decide-hold"
import {
  targetId,
  wantedItems,
  type WantedItem,
} from "../domain/normalise-items"
import { precedes } from "../domain/refusals"
import { BookingRefusal, isBookingRefusal, notFound, unwrap } from "../errors"
import type { Database } from "../sql/database"
import {
  cartHolds,
  lockBaskets,
  placementSnapshot,
  readKey,
  type BasketRecord,
  type CartHoldRecord,
  type PlacementSnapshot,
} from "../sql/holds"
import type { Identity } from "../sql/identities"
import {
  datesKeys,
  keyName,
  takeLocks,
  tryEach,
  type LockKey,
} from "../sql/locks"
import type { Transaction } from "../sql/transaction"
import type { CreateAllocations, HoldAnswer, PlaceHold } from "../types"
import {
  chooseFromGroups,
  hasSpans,
  type ChosenItem,
  type Turn,
} from "./choose-from-groups"
import type { Call } from "./context"
import { endCrowd, noteCrowd } from "./crowds"
import { forget, identify } from "./identities"
import { windowDays } from "./owner-limits"
import {
  answerOf,
  preparePlacement,
  writesOf,
  type Placement,
} from "./placement"
import {
  holdsOf,
  isKept,
  readPredecessor,
  type Predecessor,
} from "./succession"
import { wantedDates } from "./wanted-dates"

/** The request, and what follows from it alone. */
export type HoldRequest = {
  call: Call
  input: PlaceHold
  scope: string
  owner: string | null
  /** For the limits; null when there are none. */
  address: string | null
  fingerprint: string
  /** It names a group. */
  grouped: boolean
  /** What it names and may not see: as if there were no such thing. */
  hidden: ReadonlySet<string>
  /** The hold that it takes over from. */
  replaces: string | null
  /** Staff book: what is placed is confirmed in the same moment. */
  staff: CreateAllocations | null
  /** About how many dates it wants locked. */
  weight: number
  /** When it is told that the system is busy, by performance.now(). */
  deadline: number
}

export type Outcome =
  | { kind: "placed"; answer: HoldAnswer }
  | { kind: "refused"; refusal: BookingRefusal }
  | { kind: "replay"; hold_id: string }
  /**
   * It may win, but somebody else has a lock; or it is stale, since what was
   * read before has changed.
   */
  | { kind: "again"; stale: boolean }
  | { kind: "failed"; error: unknown }

/** A request on its way through the transaction. */
type Seat = {
  request: HoldRequest
  chosen: ChosenItem[]
  basket: BasketRecord | null
  cartHolds: CartHoldRecord[]
  keys: LockKey[]
  /** The hold that this one is to take over from, and what comes of it. */
  before: Predecessor
  /** What became of it, unless it is placed. */
  outcome?: Outcome
  placement?: Placement
}

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
  turn: Turn
): Promise<Outcome[]> {
  const seats = requests.map((request): Seat => ({
    request,
    chosen: [],
    basket: null,
    cartHolds: [],
    keys: [],
    before: { hold: null, successors: [] },
  }))
  const identities = await identify(db, tx, seats.flatMap(idsOf))
  await lockOwners(tx, seats, turn)
  for (const seat of going(seats)) {
    await choose(db, tx, seat, identities, turn)
  }
  if (going(seats).length > 0) {
    await decideInTurn(db, tx, going(seats), turn)
  }
  forget(db, seats.filter(isStale).flatMap(idsOf))
  const placements = seats.flatMap((seat) => seat.placement ?? [])
  if (placements.length === 0) {
    return outcomesOf(seats)
  }
  const writing = tx.commit(writesOf(placements))
  // Answers are made while the database writes: the locks don't wait for them.
  const [outcomes] = await Promise.all([outcomesOf(seats), writing])
  placements[0]?.call.committed()
  return outcomes
}

async function outcomesOf(seats: Seat[]): Promise<Outcome[]> {
  return seats.map(({ placement, outcome }) =>
    placement
      ? { kind: "placed", answer: answerOf(placement) }
      : (outcome as Outcome)
  )
}

function isStale({ outcome }: Seat): boolean {
  return outcome?.kind === "again" && outcome.stale
}

function idsOf({ request }: Seat): string[] {
  return request.input.items.map(targetId)
}

function going(seats: Seat[]): Seat[] {
  return seats.filter((seat) => seat.outcome === undefined)
}

/** Baskets first, in order; then the holds that share a cart's clock. */
async function lockOwners(
  tx: Transaction,
  seats: Seat[],
  turn: Turn
): Promise<void> {
  const owned = seats.filter((seat) => seat.request.owner !== null)
  if (owned.length === 0) {
    return
  }
  const owners = owned.map((seat) => seat.request.owner as string)
  const carts = owned.flatMap((seat) => seat.request.input.cart_id ?? [])
  const [, baskets, holds] = await tx.all([
    ...lockBaskets(owners, turn.wait),
    ...(carts.length > 0 ? [cartHolds(carts)] : []),
  ])
  for (const seat of owned) {
    const { owner, input } = seat.request
    const basket = (baskets as BasketRecord[]).find((b) => b.owner === owner)
    if (!basket) {
      seat.outcome = { kind: "again", stale: false }
      continue
    }
    seat.basket = basket
    seat.cartHolds = ((holds ?? []) as CartHoldRecord[]).filter(
      (hold) => hold.owner === owner && hold.cart_id === input.cart_id
    )
  }
}

/** From what the request names to certain resources, dates and lock keys. */
async function choose(
  db: Database,
  tx: Transaction,
  seat: Seat,
  identities: Map<string, Identity>,
  turn: Turn
): Promise<void> {
  try {
    const wanted = await writtenOut(db, tx, seat.request, identities)
    const chosen = await chooseFromGroups(
      tx,
      wanted,
      (id) => known(identities, id),
      turn,
      await goingWith(tx, seat),
      rulesOf(seat.request)
    )
    if (!chosen) {
      seat.outcome = { kind: "again", stale: true }
      return
    }
    seat.chosen = chosen
  } catch (error) {
    seat.outcome = await replayInsteadOf(error, tx, seat.request)
    return
  }
  const others = [...seat.cartHolds, ...holdsOf(seat.before)]
  const items = others.flatMap((hold) => hold.items)
  seat.keys = datesKeys([...seat.chosen, ...items])
}

/** Whatever is there before the locks is locked, too. */
async function goingWith(tx: Transaction, seat: Seat): Promise<string[]> {
  const { replaces } = seat.request
  if (replaces) {
    seat.before = await readPredecessor(tx, replaces)
  }
  return holdsOf(seat.before).map(({ id }) => id)
}

/**
 * The items with their dates written out. What is remembered may be out of
 * date: before it refuses anything, it is read again.
 *
 * @throws BookingRefusal as `written`
 */
async function writtenOut(
  db: Database,
  tx: Transaction,
  request: HoldRequest,
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
    const read = await identify(db, tx, ids)
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
  request: HoldRequest,
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
async function replayInsteadOf(
  error: unknown,
  tx: Transaction,
  request: HoldRequest
): Promise<Outcome> {
  if (!isBookingRefusal(error) || error.code === "busy") {
    throw error
  }
  const { scope, input } = request
  const key = await readKey(tx, scope, input.idempotency_key)
  if (key?.fingerprint === request.fingerprint) {
    return { kind: "replay", hold_id: key.id }
  }
  const conflict = key && !precedes(error.code, "idempotency_conflict")
  const refusal = conflict ? new BookingRefusal(keyConflict()) : error
  return { kind: "refused", refusal }
}

/**
 * Locks, reads, and decides one request after the other. A yes is given only
 * under the locks; a no without them was true when it was read.
 */
async function decideInTurn(
  db: Database,
  tx: Transaction,
  seats: Seat[],
  turn: Turn
): Promise<void> {
  const wanted = wantedDates(seats.flatMap((seat) => seat.chosen))
  const askers = seats.map(({ request }) => ({
    ...request,
    key: request.input.idempotency_key,
    window_days: windowDays(request.call),
  }))
  const keys = seats.flatMap((seat) => seat.keys)
  const without = seats.flatMap(({ before }) => keptFor(before))
  const [locks, [row] = []] = await tx.all([
    turn.wait ? takeLocks(keys) : tryEach(keys),
    placementSnapshot(wanted, askers, without),
  ])
  const wasTaken = takenBy(locks as AskedKey[])
  let snapshot = row as PlacementSnapshot
  for (const seat of seats) {
    const isSame = await isAsRead(tx, seat)
    const locked = turn.wait || !seat.keys.some(wasTaken)
    snapshot = decideSeat(seat, snapshot, { isSame, locked, turn })
  }
  noteCrowds(db, seats, wasTaken)
}

/** Who found something left, and somebody else at it, has found a crowd. */
function noteCrowds(
  db: Database,
  seats: Seat[],
  wasTaken: (key: LockKey) => boolean
): void {
  const keysWhere = (is: (seat: Seat) => boolean) =>
    seats.filter(is).flatMap(({ keys }) => keys)
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
async function isAsRead(tx: Transaction, seat: Seat): Promise<boolean> {
  const { replaces } = seat.request
  if (!replaces) {
    return true
  }
  const known = holdsOf(seat.before).map(({ id }) => id)
  const wasKept = isBeforeKept(seat.before)
  seat.before = await readPredecessor(tx, replaces)
  return (
    holdsOf(seat.before).every(({ id }) => known.includes(id)) &&
    isBeforeKept(seat.before) === wasKept
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

/** How a request was read that is to be decided. */
type Reading = {
  /** What was read before the locks is still so. */
  isSame: boolean
  locked: boolean
  turn: Turn
}

/** @returns the snapshot as the next request must see it */
function decideSeat(
  seat: Seat,
  snapshot: PlacementSnapshot,
  { isSame, locked, turn }: Reading
): PlacementSnapshot {
  const { request, chosen } = seat
  const facts = factsFor(request, snapshot)
  const decision = decidePlacement(facts, {
    replaces: replacementOf(seat),
    demands: chosen,
    fingerprint: request.fingerprint,
    // Staff hoard nothing.
    limits: request.staff ? "off" : request.call.options.limits,
    rules: rulesOf(request),
  })
  if (!decision.ok) {
    // Somebody took the chosen member directly: another one may be free. What
    // was remembered too long may not refuse: it is looked up again.
    const stale =
      !hasSpans(chosen, facts.resources) ||
      (decision.code === "sold_out" && request.grouped && !turn.lockMembers)
    seat.outcome = stale
      ? { kind: "again", stale }
      : { kind: "refused", refusal: new BookingRefusal(decision) }
    return snapshot
  }
  if (decision.value === "replay") {
    seat.outcome = { kind: "replay", hold_id: facts.existing?.id as string }
    return snapshot
  }
  const stale = !isSame || !hasSpans(chosen, facts.resources)
  if (stale || !locked) {
    seat.outcome = { kind: "again", stale }
    return snapshot
  }
  const { basket, before } = seat
  const placement = preparePlacement(request, basket, chosen, facts, before)
  seat.placement = placement
  return afterSeat(snapshot, placement)
}

function factsFor(
  request: HoldRequest,
  snapshot: PlacementSnapshot
): PlacementFacts {
  const { scope, owner, address, input } = request
  const { existing, siblings } = snapshot
  const used = existing.find(
    (e) => e.scope === scope && e.key === input.idempotency_key
  )
  return {
    ...snapshot,
    existing: used ?? null,
    siblings: siblings.filter(
      ({ id, owner: its }) => its === owner && id !== request.replaces
    ),
    address: addressOf(snapshot, address, input.customer_id ?? null),
  }
}

function rulesOf({ staff }: HoldRequest): Rules {
  return staff?.override_rules ? "overridden" : "kept"
}

/** Null when it takes over from nothing; a hold of another cart is unknown. */
function replacementOf({ request, before: { hold } }: Seat) {
  const { replaces, input } = request
  if (!replaces) {
    return null
  }
  const isItsCart = input.cart_id != null && hold?.cart_id === input.cart_id
  return { id: replaces, hold: isItsCart ? hold : null }
}

function afterSeat(
  snapshot: PlacementSnapshot,
  { hold }: Placement
): PlacementSnapshot {
  const { id, fingerprint, scope, key, address } = hold
  return {
    ...afterPlacement(snapshot, hold.items),
    existing: [...snapshot.existing, { id, fingerprint, scope, key }],
    addresses: address
      ? afterHold(snapshot.addresses, { ...hold, address })
      : snapshot.addresses,
  }
}

function known(identities: Map<string, Identity>, id: string): Identity {
  const identity = identities.get(id)
  if (!identity) {
    throw new Error(`${id} was not identified`)
  }
  return identity
}
