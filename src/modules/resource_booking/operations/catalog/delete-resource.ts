import { decideUncommitted } from "../../domain/capacity/decide-commitments"
import { decideNobodyIn } from "../../domain/front-desk/decide-occupancy"
import { unwrap } from "../../errors"
import { capacityFromToday, type CapacitySnapshot } from "../../sql/capacity"
import { occupancyIn } from "../../sql/front-desk"
import { insertLog } from "../../sql/log"
import { deleteResource as remove } from "../../sql/resources"
import { transact } from "../../sql/transaction"
import { lockResource, requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { forget } from "../shared/identities"

/**
 * Takes a resource away. It can be restored; its past stays.
 *
 * @throws BookingRefusal `not_found`; `has_commitments` while dates from today
 * on are held or sold; `already_occupied` while somebody is in
 */
export async function deleteResource(call: Call, id: string): Promise<void> {
  const identity = await requireIdentity(call.db, "resource", id)
  await transact(call.db, async (tx) => {
    await lockResource(tx, identity)
    const inside = await tx.query(occupancyIn(id))
    unwrap(decideNobodyIn(inside.length))
    const [snapshot] = await tx.query<CapacitySnapshot>(capacityFromToday(id))
    unwrap(decideUncommitted(snapshot?.rows ?? [], "delete"))
    const entry = {
      operation: "resource.deleted",
      actor: call.actor,
      resource_id: id,
    }
    await tx.commit([remove(id), insertLog([entry])])
  })
  forget(call.db, [id])
}
