import { decideUndo, type Undo } from "../../domain/front-desk/decide-occupancy"
import { isToDo } from "../../domain/front-desk/housekeeping"
import {
  type DatesSnapshot,
  decideRetake,
} from "../../domain/holds/decide-hold"
import { checkNote } from "../../domain/shared/text"
import { unwrap } from "../../errors"
import { type AllocationRecord, selectAllocation } from "../../sql/allocations"
import type { Statement } from "../../sql/database"
import {
  datesSnapshot,
  evictOverdue,
  insertDefaultCapacity,
} from "../../sql/dates"
import {
  deleteOccupancy,
  insertOccupancy,
  writeEndOfStay,
} from "../../sql/front-desk"
import { updateTask } from "../../sql/housekeeping"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type { StayResult, StayStep } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"
import { iso } from "../shared/records"
import { type Desk, lockStay } from "./rooms"
import { stayLog, taskLog } from "./stay-log"
import { type Segment, withDates } from "./stay-segments"

/**
 * Takes back a stay's last step, on the day that it was made: a check-in, a
 * check-out or a no-show. Dates that were given back are taken again, if nobody
 * has them by now; what was to be cleaned is not, unless it was done.
 *
 * @throws BookingRefusal `invalid_data`, `not_found`, `canceled`,
 * `not_same_day`, `not_occupied` when there was no step, `already_occupied`;
 * for the dates `frozen`, `blackout`, `no_capacity`, `sold_out`; `busy`
 */
export async function undoStep(
  call: Call,
  { allocation_id, note = "" }: StayStep
): Promise<StayResult> {
  unwrap(checkNote(note))
  return transact(call.db, async (tx) => {
    const desk = await lockStay(tx, allocation_id)
    const undo = unwrap(decideUndo(desk.room, desk.stay))
    const { id, statements, log } =
      undo.what === "check_in"
        ? undoneCheckIn(call, desk, note)
        : await undoneEnd(call, tx, desk, undo, note)
    const rows = await tx.commit([
      ...statements,
      insertLog(log),
      selectAllocation(id),
      selectAllocation(allocation_id),
    ])
    call.committed()
    const [now, before] = rows.slice(-2).flat()
    return {
      allocation: toAllocation(now as AllocationRecord),
      replaced:
        id === allocation_id ? null : toAllocation(before as AllocationRecord),
    }
  })
}

function undoneCheckIn(call: Call, desk: Desk, note: string): Segment {
  const { id: allocation_id, resource_id, dates } = desk.stay
  const state = { allocation_id, resource_id, dates }
  const checked_in_at = iso(desk.room.occupancy?.checked_in_at_ms as number)
  const states = {
    before: { ...state, checked_in_at },
    after: { ...state, checked_in_at: null },
  }
  return {
    id: allocation_id,
    statements: [deleteOccupancy(resource_id)],
    log: [stayLog(call, "occupancy.check_in_undone", desk, states, note)],
  }
}

type UndoneEnd = Extract<Undo, { dates: string[] }>

/** Whoever left is in again, or is expected again, with all their dates. */
async function undoneEnd(
  call: Call,
  tx: Transaction,
  desk: Desk,
  { what, dates }: UndoneEnd,
  note: string
): Promise<Segment> {
  const { stay, now_ms } = desk
  const { resource_id, arrived_at_ms } = stay
  const taken = await takeAgain(tx, desk)
  const kept = { kept: stay.dates, added: stay.freed_dates }
  const segment = withDates(call, desk, kept, note || `${what} undone`)
  const task = what === "check_out" ? withdrawn(call, desk) : NOTHING
  const isIn = what === "check_out" && arrived_at_ms !== null
  const states = {
    before: {
      ...{ allocation_id: stay.id, resource_id, dates: stay.dates },
      checked_in_at: null,
    },
    after: {
      ...{ allocation_id: segment.id, resource_id, dates },
      checked_in_at: isIn ? iso(arrived_at_ms) : null,
    },
  }
  const operation =
    what === "check_out"
      ? "occupancy.check_out_undone"
      : "allocation.no_show_undone"
  const inAgain = { resource_id, allocation_id: segment.id, actor: call.actor }
  return {
    id: segment.id,
    statements: [
      ...taken,
      ...segment.statements,
      writeEndOfStay(segment.id, {
        ...{ arrived_at_ms: null, departed_at_ms: null },
        ...{ no_show_at_ms: null, freed_dates: [] },
      }),
      ...(isIn ? [insertOccupancy(inAgain, arrived_at_ms ?? now_ms)] : []),
      ...task.statements,
    ],
    log: [
      ...segment.log,
      stayLog(call, operation, desk, states, note),
      ...task.log,
    ],
  }
}

/** @throws BookingRefusal when somebody has the dates that were given back */
async function takeAgain(tx: Transaction, desk: Desk): Promise<Statement[]> {
  const { resource_id, freed_dates: dates, quantity } = desk.stay
  if (dates.length === 0) {
    return []
  }
  const wanted = [{ resource_id, dates }]
  const [row] = await tx.query<DatesSnapshot>(datesSnapshot(wanted))
  const snapshot = row as DatesSnapshot
  unwrap(decideRetake(snapshot, [{ resource_id, dates, quantity }]))
  return [insertDefaultCapacity(wanted), evictOverdue(wanted, snapshot.now_ms)]
}

const NOTHING: { statements: Statement[]; log: LogEntry[] } = {
  statements: [],
  log: [],
}

/** The task that the check-out opened, unless somebody has finished it. */
function withdrawn(call: Call, { room, stay }: Desk): typeof NOTHING {
  const { task } = room
  if (task?.allocation_id !== stay.id || !isToDo(task.status)) {
    return NOTHING
  }
  const { assignee_id } = task
  const canceled = { ...task, status: "canceled" as const }
  return {
    statements: [updateTask({ ...canceled, assignee_id, note: null })],
    log: [taskLog(call, "task.canceled", canceled, task)],
  }
}
