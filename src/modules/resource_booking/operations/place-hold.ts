import { checkItems, targetId } from "../domain/normalise-items"
import { type BookingRefusal, isBookingRefusal, reject, unwrap } from "../errors"
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

/** Batches that are on their way at the same time, in one process. */
const LANES = 2

type Queues = Record<"quick" | "patient", Combiner<HoldRequest, Outcome>>

const queuesOf = new WeakMap<Database, Queues>()

/**
 * Places a hold on all items or on none.
 *
 * One look without waiting comes first: who finds the locks free is placed,
 * who is refused is told at once (it was true when read). Only who may win
 * waits for the locks, and is decided on again under them. Requests that arrive
 * while others are being placed share the next transaction; each is decided for
 * itself, in the order they came.
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
  const outcome = await settle(call.db, request)
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

async function settle(db: Database, request: HoldRequest): Promise<Outcome> {
  const { quick, patient } = queues(db)
  const ids = request.input.items.map(targetId)
  if (!request.grouped) {
    const outcome = await quick.add(laneOf(ids), request)
    if (outcome.kind !== "again") {
      return outcome
    }
  }
  // By resources, so that who waits keeps no one else waiting, and a crowd
  // waits on one connection.
  return patient.add([...new Set(ids)].sort().join(" "), request)
}

function queues(db: Database): Queues {
  const known = queuesOf.get(db)
  if (known) {
    return known
  }
  const once = { wait: false, lockMembers: false }
  const made: Queues = {
    quick: new Combiner((batch) => take(db, batch, once), joins),
    patient: new Combiner((batch) => takePatiently(db, batch), joins),
  }
  queuesOf.set(db, made)
  return made
}

/** Requests for the same resource are always in the same lane. */
function laneOf(ids: string[]): string {
  const [first = ""] = [...ids].sort()
  const sum = [...first].reduce((n, char) => n + char.charCodeAt(0), 0)
  return String(sum % LANES)
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
 * Waits for the locks. Where what was read before them has changed meanwhile,
 * once more, then with every member of the groups locked, so that "sold out"
 * is only said when it is true.
 */
async function takePatiently(
  db: Database,
  batch: HoldRequest[]
): Promise<Outcome[]> {
  const outcomes = await take(db, batch, { wait: true, lockMembers: false })
  const open = outcomes.flatMap((o, i) => (o.kind === "again" ? [i] : []))
  if (open.length > 0) {
    const requests = open.map((i) => batch[i] as HoldRequest)
    const again = await take(db, requests, { wait: true, lockMembers: true })
    open.forEach((i, n) => (outcomes[i] = again[n] as Outcome))
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
