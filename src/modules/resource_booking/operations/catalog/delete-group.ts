import { notFound, reject } from "../../errors"
import {
  deleteGroup as remove,
  groupBlackouts,
  selectGroup,
} from "../../sql/groups"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import { lockMembership, requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { forget } from "../shared/identities"

/**
 * Takes a group away. Its members stay, as resources without a group: what is
 * held and sold of them is theirs, not the group's.
 *
 * @throws BookingRefusal `not_found`; `has_commitments` while a blackout of the
 * group is in force or to come, since its members would open unnoticed
 */
export async function deleteGroup(call: Call, id: string): Promise<void> {
  const identity = await requireIdentity(call.db, "group", id)
  const memberIds = await transact(call.db, async (tx) => {
    const members = await lockMembership(tx, [identity])
    const ids = members.map((member) => member.id)
    await checkDeletable(tx, id)
    const released = ids.map((resource_id): LogEntry => ({
      operation: "resource.updated",
      actor: call.actor,
      resource_id,
      before: { group_id: id },
      after: { group_id: null },
      reason: "group deleted",
    }))
    const entry: LogEntry = {
      operation: "group.deleted",
      actor: call.actor,
      before: { group_id: id, resource_ids: ids },
    }
    await tx.commit([...remove(id), insertLog([entry, ...released])])
    return ids
  })
  forget(call.db, [id, ...memberIds])
}

async function checkDeletable(tx: Transaction, id: string): Promise<void> {
  const [group, blackouts = []] = await tx.all([
    selectGroup(id),
    groupBlackouts(id),
  ])
  if (!group?.[0]) {
    notFound("group", id)
  }
  if (blackouts.length > 0) {
    reject(
      "has_commitments",
      "The group has blackouts that its members would lose. Lift them first.",
      { kind: "blackouts", blackouts: blackouts.map(({ id }) => id as string) }
    )
  }
}
