import { targetId } from "../../../domain/holds/normalize-items"
import { isBookingRefusal } from "../../../errors"
import type { Database } from "../../../sql/database"
import { busy } from "../../../sql/failures"
import { transact } from "../../../sql/transaction"
import { Combiner } from "./combiner"
import { isCrowded } from "./crowds"
import { placeTogether } from "./place-together"
import type { HoldRequest, LockStrategy, Outcome } from "./types"

/** The most holds, and about the most locks, that one transaction takes. */
const MAX_BATCH = 64
const MAX_BATCH_DATES = 400

/** How often a request that may still win is looked at again. */
const MAX_TURNS = 5

type Queues = Record<"quick" | "patient", Combiner<HoldRequest, Outcome>>

const queuesOf = new WeakMap<Database, Queues>()

/**
 * Has a request decided on together with others: first by a look that waits
 * for nothing, then, if it may win, in a queue for the locks.
 */
export async function enqueue(
  db: Database,
  request: HoldRequest
): Promise<Outcome> {
  const { quick, patient } = queues(db)
  // By resources, so that who waits keeps no one else waiting, and a crowd
  // waits on one connection.
  const ids = request.input.items.map(targetId)
  const key = [...new Set(ids)].sort().join(" ")
  if (looksFirst(request) && !isCrowded(db, request.input.items)) {
    // Choosing takes longer: others don't queue behind it.
    const outcome = await quick.add(request.grouped ? key : "", request)
    if (outcome.kind !== "again") {
      return outcome
    }
  }
  return patient.add(key, request)
}

/** Who takes over from a hold, and staff, wait at once. */
function looksFirst({ replaces, staff }: HoldRequest): boolean {
  return replaces === null && staff === null
}

function queues(db: Database): Queues {
  const known = queuesOf.get(db)
  if (known) {
    return known
  }
  const made: Queues = {
    quick: new Combiner((batch) => look(db, batch), joins),
    patient: new Combiner((batch) => takePatiently(db, batch), joins),
  }
  queuesOf.set(db, made)
  return made
}

/** What it decides on is not what others do: it has a transaction of its own. */
function isAlone({ grouped, replaces, staff }: HoldRequest): boolean {
  return grouped || replaces !== null || staff !== null
}

/** An owner's second hold is decided when the first one is written. */
function joins(batch: HoldRequest[], next: HoldRequest): boolean {
  const weight = batch.reduce((sum, request) => sum + request.weight, 0)
  return (
    batch.length < MAX_BATCH &&
    weight + next.weight <= MAX_BATCH_DATES &&
    !isAlone(next) &&
    !batch.some(
      (other) =>
        isAlone(other) || (next.owner !== null && other.owner === next.owner)
    )
  )
}

/**
 * Tries the locks. Those need not who want what others of this process have
 * meanwhile found taken.
 */
async function look(db: Database, batch: HoldRequest[]): Promise<Outcome[]> {
  const lookers = batch.filter(({ input }) => !isCrowded(db, input.items))
  const strategy: LockStrategy = { wait: false, lockMembers: false }
  const outcomes = await takeInTime(db, lookers, strategy)
  return batch.map((request): Outcome => {
    const outcome = outcomes[lookers.indexOf(request)]
    return outcome ?? { kind: "again", stale: false }
  })
}

/**
 * Waits for the locks, as long as there is time. Where what was read before
 * them has changed meanwhile, once more, then with every member of the groups
 * locked, so that "sold out" is only said when it is true.
 */
async function takePatiently(
  db: Database,
  batch: HoldRequest[]
): Promise<Outcome[]> {
  const outcomes = batch.map((): Outcome => ({ kind: "again", stale: false }))
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const open = batch.flatMap((request, i) =>
      isOpen(outcomes[i] as Outcome, request) ? [i] : []
    )
    if (open.length === 0) {
      break
    }
    const requests = open.map((i) => batch[i] as HoldRequest)
    const how: LockStrategy = { wait: true, lockMembers: turn > 0 }
    const found = await takeInTime(db, requests, how)
    open.forEach((i, n) => (outcomes[i] = found[n] as Outcome))
  }
  return outcomes
}

/** A batch has the time of its oldest request; the others may have more. */
function isOpen(outcome: Outcome, request: HoldRequest): boolean {
  return (
    (outcome.kind === "again" ||
      (outcome.kind === "refused" && outcome.refusal.code === "busy")) &&
    request.deadline > performance.now()
  )
}

/** Who has waited for a strategy too long is told so without one. */
async function takeInTime(
  db: Database,
  requests: HoldRequest[],
  strategy: LockStrategy
): Promise<Outcome[]> {
  const inTime = requests.filter((r) => r.deadline > performance.now())
  const outcomes = inTime.length > 0 ? await take(db, inTime, strategy) : []
  return requests.map((request): Outcome => {
    const outcome = outcomes[inTime.indexOf(request)]
    return outcome ?? { kind: "refused", refusal: busy() }
  })
}

async function take(
  db: Database,
  requests: HoldRequest[],
  strategy: LockStrategy
): Promise<Outcome[]> {
  const deadline = Math.min(...requests.map((request) => request.deadline))
  try {
    return await transact(
      db,
      (tx) => placeTogether(db, tx, requests, strategy),
      deadline
    )
  } catch (error) {
    if (requests.length === 1 || isBusy(error)) {
      return requests.map(() => failed(error))
    }
    // One that the database can't take must not spoil it for the others.
    const outcomes: Outcome[] = []
    for (const request of requests) {
      outcomes.push(...(await take(db, [request], { ...strategy, wait: true })))
    }
    return outcomes
  }
}

function failed(error: unknown): Outcome {
  return isBookingRefusal(error)
    ? { kind: "refused", refusal: error }
    : { kind: "failed", error }
}

function isBusy(error: unknown): boolean {
  return isBookingRefusal(error) && error.code === "busy"
}
