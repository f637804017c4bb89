import { checkResource } from "../../domain/catalog/resource-fields"
import { unwrap } from "../../errors"
import { insertLog } from "../../sql/log"
import { insertResource, selectResource } from "../../sql/resources"
import { transact } from "../../sql/transaction"
import type { CreateResource, ResourceDTO } from "../../types"
import type { Call } from "../shared/context"
import { forget } from "../shared/identities"
import { newId } from "../shared/ids"
import { loggedFields, newResource } from "./catalog-fields"
import { checkTimezone } from "./check-timezone"
import { checkMember, lockGroups } from "./group-membership"
import { insertWithHandle } from "./insert-with-handle"

/**
 * Makes a resource; what is left out has a default. A handle that is made from
 * the name gets a number where it is taken already.
 *
 * @throws BookingRefusal `invalid_data`: a field makes no sense, the handle is
 * taken, there is no such group, or the group's members have another span
 */
export async function createResource(
  call: Call,
  input: CreateResource
): Promise<ResourceDTO> {
  const fields = newResource(input, call.options.default_timezone)
  unwrap(checkResource(fields))
  const { group_id, timezone, span } = fields
  return transact(call.db, async (tx) => {
    const id = newId("bres")
    await checkTimezone(tx, timezone)
    if (group_id !== null) {
      await lockGroups(tx, [group_id], [])
      await checkMember(tx, id, group_id, span)
    }
    const handle = await insertWithHandle(
      tx,
      "booking_resource",
      input.handle,
      fields.handle,
      (free) => insertResource(id, { ...fields, handle: free })
    )
    const entry = {
      operation: "resource.created",
      actor: call.actor,
      resource_id: id,
      after: loggedFields({ ...fields, handle }),
    }
    const rows = await tx.commit([insertLog([entry]), selectResource(id)])
    // An empty group gets its span from its first member.
    forget(call.db, group_id === null ? [] : [group_id])
    return rows[1]?.[0] as ResourceDTO
  })
}
