import { isStorable } from "../../domain/shared/text"
import { notFound } from "../../errors"
import { liftBlackout as lift } from "../../sql/blackouts"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { BlackoutDTO } from "../../types"
import type { Call } from "../shared/context"

/**
 * Opens the dates of a blackout or freeze again, at once. It frees no claim and
 * closes nothing, so it needs no lock but its own row's.
 *
 * @throws BookingRefusal `not_found`, also when it was lifted before
 */
export async function liftBlackout(call: Call, id: string): Promise<void> {
  if (!isStorable(id)) {
    notFound("blackout", id)
  }
  await transact(call.db, async (tx) => {
    const [blackout] = await tx.query<BlackoutDTO>(lift(id))
    if (!blackout) {
      return notFound("blackout", id)
    }
    await tx.commit([insertLog([openedLog(call, blackout)])])
  })
}

/** The entry of dates that were opened again. */
export function openedLog(call: Call, blackout: BlackoutDTO): LogEntry {
  const { id, resource_id, group_id, all, start_date, end_date } = blackout
  return {
    operation:
      blackout.kind === "freeze" ? "resource.unfrozen" : "blackout.lifted",
    actor: call.actor,
    resource_id,
    blackout_id: id,
    before: {
      ...{ blackout_id: id, resource_id, group_id, all },
      ...{ start_date, end_date, reason: blackout.reason },
    },
  }
}
