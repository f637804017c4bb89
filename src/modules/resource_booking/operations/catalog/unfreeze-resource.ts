import { liftFreeze } from "../../sql/blackouts"
import { insertLog } from "../../sql/log"
import { selectResource } from "../../sql/resources"
import { transact } from "../../sql/transaction"
import type { BlackoutDTO, ResourceDTO } from "../../types"
import { openedLog } from "../closures/lift-blackout"
import { lockResource, requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"

/**
 * Opens a frozen resource again; one that is not frozen stays as it is.
 *
 * @throws BookingRefusal `not_found`
 */
export async function unfreezeResource(
  call: Call,
  id: string
): Promise<ResourceDTO> {
  const identity = await requireIdentity(call.db, "resource", id)
  return transact(call.db, async (tx) => {
    const resource = await lockResource(tx, identity)
    const [freeze] = await tx.query<BlackoutDTO>(liftFreeze(id))
    if (!freeze) {
      return resource
    }
    const rows = await tx.commit([
      insertLog([openedLog(call, freeze)]),
      selectResource(id),
    ])
    return rows[1]?.[0] as ResourceDTO
  })
}
