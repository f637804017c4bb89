import { isStorable } from "../../domain/shared/text"
import { isBookingRefusal, notFound } from "../../errors"
import { insertLog } from "../../sql/log"
import {
  type ResourceRemains,
  restoreResource as restore,
  selectResource,
  selectResourceRemains,
} from "../../sql/resources"
import { transact, type Transaction } from "../../sql/transaction"
import type { ResourceDTO } from "../../types"
import type { Call } from "../shared/context"
import { checkMember, lockGroups } from "./group-membership"
import { nextHandle, updateWithHandle } from "./insert-with-handle"

/**
 * Brings a deleted resource back; one that is not deleted is answered as it
 * is. If somebody has its handle by now, it gets one with a number; if its
 * group is gone or has another span by now, it comes back without.
 *
 * @throws BookingRefusal `not_found`
 */
export async function restoreResource(
  call: Call,
  id: string
): Promise<ResourceDTO> {
  return transact(call.db, async (tx) => {
    const early = await remainsOf(tx, id)
    const groupId = await groupToJoin(tx, id, early)
    const { is_deleted, handle } = await remainsOf(tx, id)
    if (!is_deleted) {
      const [resource] = await tx.query(selectResource(id))
      return resource as ResourceDTO
    }
    const free = await nextHandle(tx, "booking_resource", handle)
    await updateWithHandle(tx, free, restore(id, free, groupId))
    const entry = {
      operation: "resource.restored",
      actor: call.actor,
      resource_id: id,
      before: { handle, group_id: early.group_id },
      after: { handle: free, group_id: groupId },
    }
    const rows = await tx.commit([insertLog([entry]), selectResource(id)])
    return rows[1]?.[0] as ResourceDTO
  })
}

async function remainsOf(
  tx: Transaction,
  id: string
): Promise<ResourceRemains> {
  const [remains] = isStorable(id)
    ? await tx.query<ResourceRemains>(selectResourceRemains(id))
    : []
  return remains ?? notFound("resource", id)
}

/** Locks the resource, and its group if it may come back into it. */
async function groupToJoin(
  tx: Transaction,
  id: string,
  { lock_number, group_id, span }: ResourceRemains
): Promise<string | null> {
  const itself = { id, kind: "resource" as const, lock_number, span }
  if (group_id !== null) {
    try {
      await lockGroups(tx, [group_id], [itself])
      await checkMember(tx, id, group_id, span)
      return group_id
    } catch (error) {
      if (!isBookingRefusal(error) || error.code !== "invalid_data") {
        throw error
      }
    }
  }
  await lockGroups(tx, [], [itself])
  return null
}
