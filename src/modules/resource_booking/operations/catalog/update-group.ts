import { checkGroup } from "../../domain/catalog/resource-fields"
import { notFound, unwrap } from "../../errors"
import { selectGroup, updateGroup as update } from "../../sql/groups"
import { everything, group, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { GroupDTO, UpdateGroup } from "../../types"
import { requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { changesOf, groupFieldsOf, updated } from "./catalog-fields"
import { updateWithHandle } from "./insert-with-handle"

/**
 * Changes how a group is described. Who belongs to it is said at its members.
 *
 * @throws BookingRefusal `not_found`; `invalid_data` as for a new group
 */
export async function updateGroup(
  call: Call,
  id: string,
  input: UpdateGroup
): Promise<GroupDTO> {
  const { lock_number } = await requireIdentity(call.db, "group", id)
  return transact(call.db, async (tx) => {
    const [, rows] = await tx.all([
      takeLocks([everything(true), group(lock_number)]),
      selectGroup(id),
    ])
    const before = rows?.[0] as GroupDTO | undefined
    if (!before) {
      return notFound("group", id)
    }
    const fields = groupFieldsOf(before)
    const next = updated(fields, input)
    unwrap(checkGroup(next))
    const changes = changesOf(fields, next)
    if (!changes) {
      return before
    }
    await updateWithHandle(tx, next.handle, update(id, next))
    const entry = {
      operation: "group.updated",
      actor: call.actor,
      before: { group_id: id, ...changes.before },
      after: { group_id: id, ...changes.after },
    }
    const [, [after]] = (await tx.commit([
      insertLog([entry]),
      selectGroup(id),
    ])) as [unknown, [GroupDTO]]
    return after
  })
}
