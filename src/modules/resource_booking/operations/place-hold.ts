import { checkItems, targetId } from "../domain/normalise-items"
import { BookingRefusal, isBookingRefusal, reject, unwrap } from "../errors"
import type { Database } from "../sql/database"
import { readHold, type HoldRecord } from "../sql/holds"
import { transact } from "../sql/transaction"
import type { HoldAnswer, PlaceHold } from "../types"
import { Combiner } from "./combiner"
import type { Call } from "./context"
import { fingerprint, idempotencyScope, ownerOf } from "./hold-identity"
import {
  placeTogether,
  type HoldRequest,
  type Outcome,
  type Turn,
} from "./place-together"
import { toAnswer } from "./records"

/** The most holds that one transaction places. */
const MAX_BATCH = 64

/** Waiting is bounded by the transaction; so is starting over. */
const MAX_TURNS = 3

const combiners = new WeakMap<Database, Combiner<HoldRequest, Outcome>>()

/**
 * Places a hold on all items or on none.
 *
 * Requests for the same resources that arrive while one is being placed share
 * the next transaction; each is decided for itself, in the order they came.
 *
 * @throws BookingRefusal any code from `invalid_data` to `limit_reached`, in
 * their order of precedence, or `busy`
 */
export async function placeHold(
  call: Call,
  input: PlaceHold
): Promise<HoldAnswer> {
  unwrap(checkItems(input.items))
  const request: HoldRequest = {
    call,
    input,
    scope: idempotencyScope(input),
    owner: ownerOf(input),
    fingerprint: fingerprint(input),
    grouped: input.items.some((item) => item.group_id !== undefined),
  }
  const targets = [...new Set(input.items.map(targetId))].sort()
  const outcome = await combinerOf(call.db).add(targets.join(" "), request)
  switch (outcome.kind) {
    case "placed":
      return outcome.answer
    case "refused":
      throw outcome.refusal
    case "replay": {
      const hold = (await readHold(call.db, outcome.hold_id)) as HoldRecord
      return { ...toAnswer(call, hold), idempotent_replay: true }
    }
    case "failed":
      throw outcome.error
    case "again":
      return reject("busy", "The booking system is busy. Please try again.", {
        retry_after: 1,
      })
  }
}

function combinerOf(db: Database): Combiner<HoldRequest, Outcome> {
  const known = combiners.get(db)
  if (known) {
    return known
  }
  const combiner = new Combiner<HoldRequest, Outcome>(
    (batch) => placeBatch(db, batch),
    joins
  )
  combiners.set(db, combiner)
  return combiner
}

/**
 * A choice from a group is made alone; an owner's second hold is decided when
 * the first one is written.
 */
function joins(batch: HoldRequest[], next: HoldRequest): boolean {
  return (
    batch.length < MAX_BATCH &&
    !next.grouped &&
    !batch.some(
      (other) =>
        other.grouped || (next.owner !== null && other.owner === next.owner)
    )
  )
}

/**
 * One look without waiting comes first: who finds the locks free is placed,
 * who is refused is told at once (it was true when read). Only who may win
 * waits for the locks, and is decided on again under them.
 */
async function placeBatch(
  db: Database,
  batch: HoldRequest[]
): Promise<Outcome[]> {
  const outcomes = batch.map((): Outcome => ({ kind: "again" }))
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const open = outcomes.flatMap((o, i) => (o.kind === "again" ? [i] : []))
    if (open.length === 0) {
      break
    }
    const requests = open.map((i) => batch[i] as HoldRequest)
    // Choosers wait for their group at once. In the last turn they have every
    // member locked, so that "sold out" is only said when it is true.
    const wait = turn > 0 || requests.some((request) => request.grouped)
    const lockMembers = turn === MAX_TURNS - 1
    const found = await take(db, requests, { wait, lockMembers })
    open.forEach((i, n) => (outcomes[i] = found[n] as Outcome))
  }
  return outcomes
}

async function take(
  db: Database,
  requests: HoldRequest[],
  turn: Turn
): Promise<Outcome[]> {
  try {
    return await transact(db, (tx) => placeTogether(db, tx, requests, turn))
  } catch (error) {
    if (requests.length === 1 || isBusy(error)) {
      return requests.map(() => failed(error))
    }
    // One that the database can't take must not spoil it for the others.
    const outcomes: Outcome[] = []
    for (const request of requests) {
      outcomes.push(...(await take(db, [request], { ...turn, wait: true })))
    }
    return outcomes
  }
}

function failed(error: unknown): Outcome {
  return isBookingRefusal(error)
    ? { kind: "refused", refusal: error }
    : { kind: "failed", error }
}

function isBusy(error: unknown): error is BookingRefusal {
  return isBookingRefusal(error) && error.code === "busy"
}
