import { checkFreeze } from "../../domain/closures/check-blackout"
import { todayIn } from "../../domain/shared/calendar"
import { unwrap } from "../../errors"
import { insertBlackout, liftFreeze } from "../../sql/blackouts"
import { databaseClock } from "../../sql/dates"
import { insertLog } from "../../sql/log"
import { selectResource } from "../../sql/resources"
import { transact } from "../../sql/transaction"
import {
  type BlackoutDTO,
  FREEZE_REASONS,
  type FreezeResource,
  type ResourceDTO,
} from "../../types"
import { closedLog } from "../closures/closing"
import { openedLog } from "../closures/lift-blackout"
import { lockResource, requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"

/**
 * Closes a resource from today on, in its own zone, until a last date or until
 * it is unfrozen. A freeze that it has already is replaced, which the log says.
 *
 * Holds and allocations inside stay good.
 *
 * @throws BookingRefusal `not_found`, `invalid_data`; `invalid_range` when
 * `until` is before today
 */
export async function freezeResource(
  call: Call,
  id: string,
  input: FreezeResource
): Promise<ResourceDTO> {
  const identity = await requireIdentity(call.db, "resource", id)
  const { reason, note = null, until = null } = input
  const frozen = await transact(call.db, async (tx) => {
    const { timezone } = await lockResource(tx, identity)
    const [clock] = await tx.query<{ now_ms: number }>(databaseClock())
    const today = todayIn(timezone, clock?.now_ms as number)
    unwrap(checkFreeze({ reason, note, until }, FREEZE_REASONS, today))
    const freeze = {
      id: newId("bblk"),
      resource_id: id,
      group_id: null,
      all: false,
      start_date: today,
      end_date: until,
      kind: "freeze" as const,
      reason,
      note,
      created_by: call.actor.id,
    }
    const [before] = await tx.query<BlackoutDTO>(liftFreeze(id))
    const rows = await tx.commit([
      insertBlackout(freeze),
      insertLog([
        ...(before ? [openedLog(call, before)] : []),
        closedLog(call, "resource.frozen", freeze),
      ]),
      selectResource(id),
    ])
    return rows[2]?.[0] as ResourceDTO
  })
  call.committed()
  return frozen
}
