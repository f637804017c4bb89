import { decideDefaultCapacity } from "../../domain/capacity/decide-capacity"
import { decideUncommitted } from "../../domain/capacity/decide-commitments"
import {
  checkResource,
  type ResourceFields,
} from "../../domain/catalog/resource-fields"
import { reject, unwrap } from "../../errors"
import {
  capacityFromToday,
  type CapacitySnapshot,
  removeDefaultCapacity,
  rewriteDefaultCapacity,
} from "../../sql/capacity"
import type { Statement } from "../../sql/database"
import { evictOverdue } from "../../sql/dates"
import type { Identity } from "../../sql/identities"
import { insertLog } from "../../sql/log"
import { selectResource, updateResource as update } from "../../sql/resources"
import { transact, type Transaction } from "../../sql/transaction"
import type { ResourceDTO, UpdateResource } from "../../types"
import { found, requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { forget } from "../shared/identities"
import { changesOf, resourceFieldsOf, updated } from "./catalog-fields"
import { checkTimezone } from "./check-timezone"
import { checkBundles, checkMember, lockGroups } from "./group-membership"
import { updateWithHandle } from "./insert-with-handle"

/**
 * Changes a resource. No hold on it is placed meanwhile, and live holds stay
 * good whatever the new rules are.
 *
 * A new default capacity reaches the dates that live off it, from today on;
 * without one, those dates are not offered any more.
 *
 * @throws BookingRefusal `not_found`; `invalid_data` as for a new resource, or
 * when the span would differ from that of what a variant sells with it;
 * `below_commitments` when the default capacity is less than what dates that
 * live off it have held or sold; `has_commitments` when the span changes while
 * dates from today on are held or sold
 */
export async function updateResource(
  call: Call,
  id: string,
  input: UpdateResource
): Promise<ResourceDTO> {
  const identity = await requireIdentity(call.db, "resource", id)
  return transact(call.db, async (tx) => {
    const before = await lockAndRead(tx, identity, input)
    const fields = resourceFieldsOf(before)
    const next = updated(fields, input)
    unwrap(checkResource(next))
    const changes = changesOf(fields, next)
    if (!changes) {
      return before
    }
    await checkTimezone(tx, next.timezone)
    if (next.group_id !== null) {
      await checkMember(tx, id, next.group_id, next.span)
    } else if (next.span !== before.span) {
      await checkBundles(tx, id, null, next.span)
    }
    const writes = await capacityWrites(tx, id, fields, next)
    await updateWithHandle(tx, next.handle, update(id, next))
    const entry = {
      operation: "resource.updated",
      actor: call.actor,
      resource_id: id,
      ...changes,
    }
    const rows = await tx.commit([
      ...writes,
      insertLog([entry]),
      selectResource(id),
    ])
    forget(call.db, [id, ...groupsOf(fields, next)])
    return rows[rows.length - 1]?.[0] as ResourceDTO
  })
}

/**
 * Locks what the update touches. Which groups these are is read before there
 * are locks, and again under them.
 */
async function lockAndRead(
  tx: Transaction,
  identity: Identity,
  input: UpdateResource
): Promise<ResourceDTO> {
  const { id } = identity
  const [row] = await tx.query(selectResource(id))
  const early = resourceFieldsOf(found(row, id))
  const touchesGroups = input.group_id !== undefined || input.span !== undefined
  const groupIds = touchesGroups ? groupsOf(early, updated(early, input)) : []
  await lockGroups(tx, groupIds, [identity])
  const [again] = await tx.query(selectResource(id))
  const resource = found(again, id)
  if (touchesGroups && resource.group_id !== early.group_id) {
    reject(
      "busy",
      "The resource was changed in the meantime. Please try again.",
      {
        retry_after: 1,
      }
    )
  }
  return resource
}

function groupsOf(...fields: ResourceFields[]): string[] {
  const ids = fields.map((f) => f.group_id)
  return [...new Set(ids)].filter((id) => id !== null)
}

/** What the update means for dates from today on, and whether it may. */
async function capacityWrites(
  tx: Transaction,
  id: string,
  before: ResourceFields,
  after: ResourceFields
): Promise<Statement[]> {
  const capacity = after.default_capacity
  const isNewDefault = capacity !== before.default_capacity
  if (!isNewDefault && after.span === before.span) {
    return []
  }
  const [snapshot] = (await tx.query(capacityFromToday(id))) as [
    CapacitySnapshot,
  ]
  if (after.span !== before.span) {
    unwrap(decideUncommitted(snapshot.rows, "span"))
  }
  if (!isNewDefault) {
    return []
  }
  const plan = unwrap(decideDefaultCapacity(snapshot.rows, capacity))
  const dates = [...plan.rewritten, ...plan.removed]
  return [
    evictOverdue([{ resource_id: id, dates }], snapshot.now_ms),
    rewriteDefaultCapacity(id, plan.rewritten, capacity),
    removeDefaultCapacity(id, plan.removed),
  ]
}
