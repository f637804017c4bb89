import { checkFreeze } from "../../domain/closures/check-blackout"
import {
  type HousekeepingStatus,
  isOutOfOrder,
  type OutOfOrderStatus,
} from "../../domain/front-desk/housekeeping"
import {
  housekeepingOn,
  type RoomFacts,
} from "../../domain/front-desk/room-facts"
import { checkNote } from "../../domain/shared/text"
import { reject, unwrap } from "../../errors"
import {
  HOUSEKEEPING_STATUSES,
  OUT_OF_ORDER_STATUSES,
} from "../../records/words"
import { insertBlackout, liftOutOfOrder } from "../../sql/blackouts"
import type { Statement } from "../../sql/database"
import { insertTask, updateTask } from "../../sql/housekeeping"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type {
  BlackoutDTO,
  HousekeepingResult,
  SetHousekeeping,
} from "../../types"
import { closedLog, withConsequences } from "../closures/closing"
import { openedLog } from "../closures/lift-blackout"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"
import { lockRoom } from "./rooms"
import { taskLog } from "./stay-log"
import { turnover } from "./turnover"

/**
 * Says how a resource is. Clean, dirty and inspected are its task's states: one
 * is opened or finished. Out of order and maintenance close it from today on as
 * a blackout does, until a last date or until it is said to be something else.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`, `not_found`, `busy`
 */
export async function setHousekeeping(
  call: Call,
  id: string,
  input: SetHousekeeping
): Promise<HousekeepingResult> {
  const { status, release_holds = false } = input
  unwrap(checkNote(input.note ?? ""))
  if (!HOUSEKEEPING_STATUSES.includes(status)) {
    reject(
      "invalid_data",
      `The status must be one of: ${HOUSEKEEPING_STATUSES.join(", ")}.`
    )
  }
  if (!isOutOfOrder(status) && (input.until || release_holds)) {
    const what = OUT_OF_ORDER_STATUSES.join(" and ")
    reject(
      "invalid_data",
      `until and release_holds are allowed only for ${what}.`
    )
  }
  const blackout = await transact(call.db, (tx) => change(call, tx, id, input))
  call.committed()
  const consequences = blackout
    ? await withConsequences(call, blackout, release_holds)
    : { blackout: null, holds_released: 0, allocations_affected: [] }
  return { resource_id: id, housekeeping_status: status, ...consequences }
}

async function change(
  call: Call,
  tx: Transaction,
  id: string,
  { status, note = null, until = null }: SetHousekeeping
): Promise<BlackoutDTO | null> {
  const { room } = await lockRoom(tx, id)
  const [lifted] = await tx.query<BlackoutDTO>(liftOutOfOrder(id))
  const opened = lifted ? [openedLog(call, lifted)] : []
  const before = housekeepingOn(room, room.today)
  const entry: LogEntry = {
    ...{ operation: "resource.housekeeping_set", actor: call.actor },
    ...{ resource_id: id, reason: note, before: { status: before } },
    after: { status, ...(isOutOfOrder(status) ? { until } : {}) },
  }
  if (isOutOfOrder(status)) {
    const closed = outOfOrder(call, room, { status, note, until })
    const rows = await tx.commit([
      insertBlackout(closed),
      insertLog([
        ...opened,
        entry,
        closedLog(call, "blackout.created", closed),
      ]),
    ])
    return rows[0]?.[0] as BlackoutDTO
  }
  const work = cleaned(call, room, status, note)
  await tx.commit([
    ...work.statements,
    insertLog([...opened, entry, ...work.log]),
  ])
  return null
}

function outOfOrder(
  call: Call,
  { resource, today }: RoomFacts,
  given: {
    status: OutOfOrderStatus
    note: string | null
    until: string | null
  }
) {
  const { status: reason, note, until } = given
  unwrap(checkFreeze({ reason, note, until }, OUT_OF_ORDER_STATUSES, today))
  return {
    ...{ id: newId("bblk"), resource_id: resource.id, group_id: null },
    ...{ all: false, start_date: today, end_date: until },
    ...{ kind: "out_of_order" as const, reason, note },
    created_by: call.actor.id,
  }
}

type Work = { statements: Statement[]; log: LogEntry[] }

/** The task that says so: the open one is finished, or there is a new one. */
function cleaned(
  call: Call,
  room: RoomFacts,
  status: Exclude<HousekeepingStatus, OutOfOrderStatus>,
  note: string | null
): Work {
  const { task, today, resource } = room
  if (status === "dirty") {
    return turnover(call, room, null, note)
  }
  const done = status === "clean" ? "finished" : "inspected"
  const operation = `task.${done}` as const
  if (task && task.status !== done) {
    const after = { ...task, status: done } as const
    return {
      statements: [updateTask({ ...after, note })],
      log: [taskLog(call, operation, after, task)],
    }
  }
  if (task || done === "finished") {
    return { statements: [], log: [] } // It is so already.
  }
  const said = {
    ...{ id: newId("btask"), resource_id: resource.id, allocation_id: null },
    ...({ status: done, due_date: today, note } as const),
  }
  return {
    statements: [insertTask(said)],
    log: [taskLog(call, operation, { ...said, assignee_id: null }, null)],
  }
}
