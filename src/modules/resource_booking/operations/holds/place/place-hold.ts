import { addressKey } from "../../../domain/holds/client-address"
import { checkItems, targetId } from "../../../domain/holds/normalize-items"
import { aboutHowManyDates } from "../../../domain/shared/demand"
import { isStorable } from "../../../domain/shared/text"
import { notFound, unwrap } from "../../../errors"
import type { Database } from "../../../sql/database"
import { busy } from "../../../sql/failures"
import { readHold, readKey } from "../../../sql/holds"
import { selectHidden } from "../../../sql/sold-in"
import { BUDGET_MS } from "../../../sql/transaction"
import type { HoldAnswer, HoldWish, PlaceHold } from "../../../types"
import { scopeOf } from "../../capacity/sales-scope"
import type { Call, OperationContext } from "../../shared/context"
import {
  fingerprint,
  idempotencyScope,
  ownerOf,
} from "../../shared/hold-identity"
import { toAnswer } from "../../shared/records"
import { askFirst } from "./ask-first"
import { enqueue } from "./queues"
import type { NewRequest, Outcome } from "./types"

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
 * Has a request decided on, in its turn; before it, by the store's own code, if
 * there is any.
 *
 * @throws BookingRefusal as `placeHold`
 */
export async function place(
  db: Database,
  request: NewRequest
): Promise<Extract<Outcome, { kind: "placed" | "replay" }>> {
  const said = request.call.options.validate_hold
    ? await askFirst(db, request)
    : null
  const deadline = performance.now() + BUDGET_MS
  const outcome = said ?? (await enqueue(db, { ...request, deadline }))
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

export function requestOf(call: Call, input: PlaceHold): NewRequest {
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
  }
}

function countedAddress(
  { options }: Call,
  address: string | null | undefined
): string | null {
  return options.limits === "off" || !address ? null : addressKey(address)
}
