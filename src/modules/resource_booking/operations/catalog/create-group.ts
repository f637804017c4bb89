import { checkGroup } from "../../domain/catalog/resource-fields"
import { unwrap } from "../../errors"
import { insertGroup, selectGroup } from "../../sql/groups"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { CreateGroup, GroupDTO } from "../../types"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"
import { loggedFields, newGroup } from "./catalog-fields"
import { insertWithHandle } from "./insert-with-handle"

/**
 * Makes a group without members; resources come into it by their `group_id`.
 *
 * @throws BookingRefusal `invalid_data`: a field makes no sense, or the handle
 * is taken
 */
export async function createGroup(
  call: Call,
  input: CreateGroup
): Promise<GroupDTO> {
  const fields = newGroup(input)
  unwrap(checkGroup(fields))
  return transact(call.db, async (tx) => {
    const id = newId("bgrp")
    const handle = await insertWithHandle(
      tx,
      "booking_resource_group",
      input.handle,
      fields.handle,
      (free) => insertGroup(id, { ...fields, handle: free })
    )
    const entry = {
      operation: "group.created",
      actor: call.actor,
      after: { group_id: id, ...loggedFields({ ...fields, handle }) },
    }
    const rows = await tx.commit([insertLog([entry]), selectGroup(id)])
    return rows[1]?.[0] as GroupDTO
  })
}
