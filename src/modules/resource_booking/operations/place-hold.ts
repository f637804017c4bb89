import { addressKey } from "../domain/client-address"
import { aboutHowManyDates } from "../domain/demand"
import { checkItems, targetId } from "../domain/normalise-items"
import { isStorable } from "../domain/text"
import { isBookingRefusal, notFound, unwrap } from "../errors"
import type { Database } from "../sql/database"
import { busy } from "../sql/failures"
import { readHold, readKey } from "../sql/holds"
import { selectHidden } from "../sql/sold-in"
import { BUDGET_MS, transact } from "../sql/transaction"
import type { HoldAnswer, HoldWish, PlaceHold } from "../types"
import { Combiner } from "./combiner"
import type { Turn } from "./choose-from-groups"
import type { Call, OperationContext } from "./context"
import { isCrowded } from "./crowds"
import { fingerprint, idempotencyScope, ownerOf } from "./hold-identity"
import { placeTogether, type HoldRequest, type Outcome } from "./place-together"
import { toAnswer } from "./records"
import { scopeOf } from "./sales-scope"

/** The most holds, and about the most locks, that one transaction takes. */
const MAX_BATCH = 64
const MAX_BATCH_DATES = 400

/** How often a request that may still win is looked at again. */
const MAX_TURNS = 5

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
  const hidden = await hiddenFrom(call, input)
  const placed = await place(call.db, { ...requestOf(call, input), hidden })
  return placed.kind === "placed"
    ? placed.answer
    : replayed(call, placed.hold_id)
}

/**
 * Has a request decided on, in its turn.
 *
 * @throws BookingRefusal as `placeHold`
 */
export async function place(
  db: Database,
  request: HoldRequest
): Promise<Extract<Outcome, { kind: "placed" | "replay" }>> {
  const outcome = await settle(db, request)
  switch (outcome.kind) {
    case "placed":
    case "replay":
      return outcome
    case "refused":
      throw outcome.refusal
    case "failed":
      throw outcome.error
    case "again":
      throw busy()
  }
}

/**
 * The answer to a request that was made before, without making it again: for
 * callers who check something of their own before they place a hold.
 *
 * @returns null when its key is new, or was used for another request; and for
 * a hold that still waits for its line, which the caller is to write
 */
export async function findReplay(
  ctx: OperationContext,
  input: HoldWish
): Promise<HoldAnswer | null> {
  const scope = idempotencyScope(input)
  const key = await readKey(ctx.db, scope, input.idempotency_key)
  if (key?.fingerprint !== fingerprint(input)) {
    return null
  }
  const hold = await readHold(ctx.db, key.id)
  const isWaiting = hold?.line?.line_item_id === null
  return !hold || isWaiting
    ? null
    : { ...toAnswer(ctx, hold), idempotent_replay: true }
}

async function replayed(
  ctx: OperationContext,
  holdId: string
): Promise<HoldAnswer> {
  const hold = (await readHold(ctx.db, holdId)) ?? notFound("hold", holdId)
  return { ...toAnswer(ctx, hold), idempotent_replay: true }
}

/** What it names and may not see, looked up before any lock is taken. */
async function hiddenFrom(
  ctx: OperationContext,
  input: PlaceHold
): Promise<Set<string>> {
  const scope = scopeOf(ctx, input)
  const hidden = new Set<string>()
  for (const item of scope ? input.items : []) {
    const id = targetId(item)
    const rows = item.resource_id !== undefined ? "resources" : "groups"
    const found =
      scope && isStorable(id)
        ? await ctx.db.query(selectHidden(rows, id, scope))
        : []
    if (found.length > 0) {
      hidden.add(id)
    }
  }
  return hidden
}

export function requestOf(call: Call, input: PlaceHold): HoldRequest {
  return {
    call,
    input,
    scope: idempotencyScope(input),
    owner: ownerOf(input),
    // Where nothing is counted by it, nothing need be known of it.
    address: countedAddress(call, input.address),
    fingerprint: fingerprint(input),
    grouped: input.items.some((item) => item.group_id !== undefined),
    hidden: new Set(),
    replaces: input.replaces ?? null,
    staff: null,
    weight: aboutHowManyDates(input.items),
    deadline: performance.now() + BUDGET_MS,
  }
}

function countedAddress(
  { options }: Call,
  address: string | null | undefined
): string | null {
  return options.limits === "off" || !address ? null : addressKey(address)
}

async function settle(db: Database, request: HoldRequest): Promise<Outcome> {
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
  const turn: Turn = { wait: false, lockMembers: false }
  const outcomes = await takeInTime(db, lookers, turn)
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
    const how: Turn = { wait: true, lockMembers: turn > 0 }
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

/** Who has waited for a turn too long is told so without one. */
async function takeInTime(
  db: Database,
  requests: HoldRequest[],
  turn: Turn
): Promise<Outcome[]> {
  const inTime = requests.filter((r) => r.deadline > performance.now())
  const outcomes = inTime.length > 0 ? await take(db, inTime, turn) : []
  return requests.map((request): Outcome => {
    const outcome = outcomes[inTime.indexOf(request)]
    return outcome ?? { kind: "refused", refusal: busy() }
  })
}

async function take(
  db: Database,
  requests: HoldRequest[],
  turn: Turn
): Promise<Outcome[]> {
  const deadline = Math.min(...requests.map((request) => request.deadline))
  try {
    return await transact(
      db,
      (tx) => placeTogether(db, tx, requests, turn),
      deadline
    )
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

function isBusy(error: unknown): boolean {
  return isBookingRefusal(error) && error.code === "busy"
}
