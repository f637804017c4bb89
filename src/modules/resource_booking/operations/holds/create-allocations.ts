import { checkItems } from "../../domain/holds/normalize-items"
import { checkGuests } from "../../domain/shared/guests"
import { checkNote } from "../../domain/shared/text"
import { unwrap } from "../../errors"
import { type AllocationRecord, allocationsOfHold } from "../../sql/allocations"
import { readKey } from "../../sql/holds"
import type {
  AllocationDTO,
  CreateAllocations,
  CreateAllocationsResult,
} from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"
import { staffFingerprint, staffScope } from "../shared/hold-identity"
import { place, requestOf } from "./place/place-hold"
import type { NewRequest } from "./place/types"

/**
 * Books for somebody, as staff: all items or none. A hold is placed and
 * confirmed in one transaction, by the same locks and the same decision as
 * anybody's; only the limits on hoarding don't count, and with `override_rules`
 * neither do lead time, horizon and length of stay.
 *
 * The caller answers for the order and the customer: they exist.
 *
 * @throws BookingRefusal as `placeHold`, without `limit_reached`
 */
export async function createAllocations(
  call: Call,
  input: CreateAllocations
): Promise<CreateAllocationsResult> {
  unwrap(checkItems(input.items))
  unwrap(checkGuests(input.guests ?? []))
  unwrap(checkNote(input.note ?? ""))
  const placed = await place(call.db, staffRequest(call, input))
  return placed.kind === "replay"
    ? replayed(call, placed.hold_id)
    : { allocations: await read(call, placed.answer.hold.id) }
}

/**
 * The answer to a request that was made before, for who checks something of
 * his own first; null when its key is new, or was used for another request.
 */
export async function findCreatedAllocations(
  call: Call,
  input: CreateAllocations
): Promise<CreateAllocationsResult | null> {
  const scope = staffScope(call.actor)
  const key = await readKey(call.db, scope, input.idempotency_key)
  return key?.fingerprint === staffFingerprint(input)
    ? replayed(call, key.id)
    : null
}

async function replayed(
  call: Call,
  holdId: string
): Promise<CreateAllocationsResult> {
  return { allocations: await read(call, holdId), idempotent_replay: true }
}

async function read({ db }: Call, holdId: string): Promise<AllocationDTO[]> {
  const rows = await db.query<AllocationRecord>(allocationsOfHold(holdId))
  return rows.map(toAllocation)
}

/** It is nobody's basket, so that no customer's clock or limit is in it. */
function staffRequest(call: Call, input: CreateAllocations): NewRequest {
  const { items, idempotency_key, customer_id = null, email = null } = input
  const hold = { items, idempotency_key, customer_id, email }
  return {
    ...requestOf(call, hold),
    owner: null,
    scope: staffScope(call.actor),
    fingerprint: staffFingerprint(input),
    staff: input,
  }
}
