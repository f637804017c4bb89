import { decideMove, type MovePlan } from "../../domain/allocations/decide-move"
import {
  decideStayChange,
  type StayChange,
} from "../../domain/front-desk/decide-occupancy"
import type { DatesSnapshot } from "../../domain/holds/decide-hold"
import { depletedBy } from "../../domain/holds/decide-placement"
import { type Decision, refuse } from "../../domain/shared/refusals"
import { checkNote } from "../../domain/shared/text"
import { unwrap } from "../../errors"
import {
  type AllocationRecord,
  moveAllocation,
  selectAllocation,
} from "../../sql/allocations"
import type { Statement } from "../../sql/database"
import {
  datesSnapshot,
  evictOverdue,
  insertDefaultCapacity,
} from "../../sql/dates"
import {
  deleteOccupancy,
  insertOccupancy,
  passOccupancy,
  writeEndOfStay,
} from "../../sql/front-desk"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { MoveStay, StayResult } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"
import { depletedLog } from "../shared/hold-log"
import { newId } from "../shared/ids"
import { iso } from "../shared/records"
import { type Desk, lockStay } from "./rooms"
import { segmentLog, stayLog } from "./stay-log"
import { turnover } from "./turnover"

/**
 * Who is in stays for longer or shorter, or goes to another resource for the
 * rest of the stay. Both are locked: the old dates are only given up when the
 * new ones are had. The dates that they had in the old one stay with it, as a
 * segment of their own, and it is to be cleaned.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`, `not_found`,
 * `canceled`, `not_occupied`, `no_allocation` when nothing of the stay is left;
 * for a longer stay as `moveAllocation`; `target_unavailable` for the other
 * resource, with that reason in `details.reason`; `busy`
 */
export async function moveStay(
  call: Call,
  input: MoveStay
): Promise<StayResult> {
  const { allocation_id, resource_id, end_date = null, note = "" } = input
  unwrap(checkNote(note))
  return transact(call.db, async (tx) => {
    const desk = await lockStay(tx, allocation_id, resource_id)
    const { room, stay, target } = desk
    const change = unwrap(decideStayChange(room, stay, target, end_date))
    const wish = {
      resource_id: resource_id ?? stay.resource_id,
      dates: change.rest,
    }
    const [row] = await tx.query<DatesSnapshot>(datesSnapshot([wish]))
    const snapshot = row as DatesSnapshot
    const plan = unwrap(decideDates(snapshot, desk, wish))
    const moved = { ...wish, id: newId("balloc") }
    const relocation = target
      ? toAnotherRoom(call, desk, change, moved)
      : inPlace(desk, moved, plan)
    const added = { resource_id: wish.resource_id, dates: plan.added }
    const demand = { ...added, quantity: stay.quantity }
    const rows = await tx.commit([
      insertDefaultCapacity([added]),
      evictOverdue([added], snapshot.now_ms),
      ...relocation.statements,
      insertLog([
        ...movedLog(call, desk, moved, note),
        ...relocation.log,
        ...depletedLog(
          call.actor,
          desk.allocation.hold_id,
          depletedBy(snapshot, [demand])
        ),
      ]),
      selectAllocation(moved.id),
      selectAllocation(stay.id),
    ])
    call.committed()
    const [allocation, replaced] = rows.slice(-2).flat()
    return {
      allocation: toAllocation(allocation as AllocationRecord),
      replaced: toAllocation(replaced as AllocationRecord),
    }
  })
}

type Moved = { id: string; resource_id: string; dates: string[] }
type Relocation = { statements: Statement[]; log: LogEntry[] }

/** Whether the dates are to be had; of another resource, by its own code. */
function decideDates(
  snapshot: DatesSnapshot,
  { allocation, target }: Desk,
  wish: Omit<Moved, "id">
): Decision<MovePlan> {
  const decision = decideMove(snapshot, allocation, wish, "overridden")
  if (decision.ok || !target) {
    return decision
  }
  const { code: reason, message, details } = decision
  return refuse("target_unavailable", message, { ...details, reason })
}

function inPlace({ stay }: Desk, moved: Moved, plan: MovePlan): Relocation {
  return {
    statements: [
      ...moveAllocation(stay.id, moved, plan),
      passOccupancy(stay.resource_id, moved.id),
    ],
    log: [],
  }
}

function toAnotherRoom(
  call: Call,
  desk: Desk,
  { past: dates }: StayChange,
  moved: Moved
): Relocation {
  const { room, stay, now_ms } = desk
  const arrived_at_ms = room.occupancy?.checked_in_at_ms as number
  const past = { id: newId("balloc"), resource_id: stay.resource_id, dates }
  const hasPast = dates.length > 0
  const task = turnover(call, room, hasPast ? past.id : stay.id)
  const inAgain = {
    ...{ resource_id: moved.resource_id, allocation_id: moved.id },
    actor: call.actor,
  }
  const end = { arrived_at_ms, departed_at_ms: now_ms, no_show_at_ms: null }
  const why = "the nights before a move"
  return {
    statements: [
      deleteOccupancy(stay.resource_id),
      ...moveAllocation(
        stay.id,
        moved,
        { kept: [], added: moved.dates },
        hasPast ? past : null
      ),
      ...(hasPast
        ? [writeEndOfStay(past.id, { ...end, freed_dates: [] })]
        : []),
      insertOccupancy(inAgain, arrived_at_ms),
      ...task.statements,
    ],
    log: [
      ...(hasPast
        ? [segmentLog(call, "allocation.split", desk, past, why)]
        : []),
      ...task.log,
    ],
  }
}

function movedLog(
  call: Call,
  desk: Desk,
  moved: Moved,
  note: string
): LogEntry[] {
  const { room, stay } = desk
  const checked_in_at = iso(room.occupancy?.checked_in_at_ms as number)
  const { resource_id, dates } = stay
  const before = { allocation_id: stay.id, resource_id, dates, checked_in_at }
  const after = {
    ...{ allocation_id: moved.id, resource_id: moved.resource_id },
    ...{ dates: moved.dates, checked_in_at },
  }
  const reason = note || "moved at the front desk"
  return [
    segmentLog(call, "allocation.moved", desk, moved, reason),
    stayLog(call, "occupancy.moved", desk, { before, after }, note),
  ]
}
