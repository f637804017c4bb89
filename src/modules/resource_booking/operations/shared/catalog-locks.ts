import { isStorable } from "../../domain/shared/text"
import { notFound } from "../../errors"
import type { Queryable } from "../../sql/database"
import {
  type Identity,
  readIdentities,
  readMembers,
} from "../../sql/identities"
import { everything, group, resource, takeLocks } from "../../sql/locks"
import { selectResource } from "../../sql/resources"
import type { Transaction } from "../../sql/transaction"
import type { ResourceDTO } from "../../types"

/**
 * What is needed to lock a resource or group. That it exists is only certain
 * once it is read again under the lock.
 *
 * @throws BookingRefusal `not_found`
 */
export async function requireIdentity(
  on: Queryable,
  kind: Identity["kind"],
  id: string
): Promise<Identity> {
  const [identity] = isStorable(id) ? await readIdentities(on, [id]) : []
  return identity?.kind === kind ? identity : notFound(kind, id)
}

/**
 * Locks a resource against every hold on it, then reads it.
 *
 * @throws BookingRefusal `not_found`
 */
export async function lockResource(
  tx: Transaction,
  { id, lock_number }: Identity
): Promise<ResourceDTO> {
  const [, rows] = await tx.all([
    takeLocks([everything(true), resource(lock_number, false)]),
    selectResource(id),
  ])
  return found(rows?.[0], id)
}

/**
 * Locks groups with all their members, and resources besides, against every
 * hold on them. The members are stable once their groups are locked.
 *
 * @returns the groups' members
 */
export async function lockMembership(
  tx: Transaction,
  groups: Identity[],
  resources: Identity[] = []
): Promise<{ id: string; lock_number: number }[]> {
  const groupKeys = groups.map((g) => group(g.lock_number))
  await tx.all([takeLocks([everything(true), ...groupKeys])])
  const ids = groups.map((g) => g.id)
  const members = await readMembers(tx, ids)
  const locked = [...members, ...resources]
  await tx.all([takeLocks(locked.map((r) => resource(r.lock_number, false)))])
  return members
}

/** @throws BookingRefusal `not_found` when there is no row */
export function found(row: unknown, id: string): ResourceDTO {
  return row ? (row as ResourceDTO) : notFound("resource", id)
}
