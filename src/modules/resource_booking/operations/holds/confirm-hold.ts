import { decideConfirmation } from "../../domain/holds/decide-change"
import type { DatesSnapshot } from "../../domain/holds/decide-hold"
import {
  decideOverbooking,
  type Grant,
} from "../../domain/holds/decide-overbooking"
import { notFound, reject, unwrap } from "../../errors"
import {
  type AllocationRecord,
  allocationsOfHold,
  confirmHold as writeConfirmation,
} from "../../sql/allocations"
import {
  insertOverbooked,
  lockConflicts,
  resolveConflict,
} from "../../sql/conflicts"
import type { Statement } from "../../sql/database"
import {
  datesSnapshot,
  evictOverdue,
  insertDefaultCapacity,
} from "../../sql/dates"
import { type HoldRecord, reviveHold, selectHold } from "../../sql/holds"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type {
  ConfirmHold,
  ConfirmResult,
  ConflictOutcome,
  ConflictStatus,
  RaiseConflict,
} from "../../types"
import { wantedDates } from "../capacity/wanted-dates"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"
import { confirmedLog, onlyResource } from "../shared/hold-log"
import { newId } from "../shared/ids"
import { iso, toHold } from "../shared/records"
import {
  dropSuccessors,
  hasItsClaims,
  lockHold,
  readPredecessor,
} from "./succession"

/** Of a conflict whose line gets its dates before staff have settled it. */
const HAD_AFTER_ALL = {
  outcome: "rebooked",
  note: "the dates could be had after all",
} as const

/** How long a hold that is taken again lives until its own confirmation. */
const REVIVED_FOR_MS = 60_000

/**
 * Turns a hold into an order's allocations. A hold that has ended is taken
 * again first, if its dates are still free. Repeating it for the same order is
 * harmless.
 *
 * The caller answers for the order: it exists, is paid, and has a line for this
 * hold.
 *
 * @throws BookingRefusal `not_found`, also for a hold of another cart or variant
 * than the one given; `invalid_data` when a conflict of the line was settled;
 * `already_confirmed` (another order's),
 * `released`, and when it must be taken again `frozen`, `blackout`,
 * `no_capacity`, `sold_out`; `busy`. With `overbook`, `sold_out` only beyond
 * the limit
 */
export async function confirmHold(
  call: Call,
  input: ConfirmHold
): Promise<ConfirmResult> {
  return transact(call.db, async (tx) => {
    const before = await readPredecessor(tx, input.hold_id)
    const found = before.hold
    if (!found || !isSoldWith(found, input)) {
      return notFound("hold", input.hold_id)
    }
    const { order_id, line_item_id = null } = input
    const { hold, successors, rows } = await lockHold(
      tx,
      { ...before, hold: found },
      [
        allocationsOfHold(found.id),
        datesSnapshot(wantedDates(found.items), [found.id]),
        lockConflicts(order_id, line_item_id, found.id),
      ]
    )
    const [allocations, facts, known] = rows
    const whole = { ...hold, is_whole: hasItsClaims(hold) }
    const how = unwrap(decideConfirmation(whole, order_id, hold.now_ms))
    if (how === "repeat") {
      return {
        hold: toHold(hold),
        allocations: (allocations as AllocationRecord[]).map(toAllocation),
        repeated: true,
      }
    }
    const conflicts = known as RaisedConflict[]
    requireUnsettled(conflicts)
    const retaken =
      how === "retake"
        ? retake(call, hold, facts?.[0] as DatesSnapshot, input)
        : []
    const created = hold.items.map((item) => ({
      id: newId("balloc"),
      hold_item_id: item.id,
    }))
    const log = confirmedLog(call.actor, hold, created, {
      order_id,
      line_item_id,
    })
    const written = await tx.commit([
      ...dropSuccessors(call, successors, hold.now_ms),
      ...retaken,
      ...writeConfirmation(hold.id, order_id, line_item_id, created),
      insertLog(log),
      ...conflicts.map(({ id }) =>
        resolveConflict(id, call.actor, HAD_AFTER_ALL)
      ),
      selectHold(hold.id),
      allocationsOfHold(hold.id),
    ])
    call.committed()
    const [after, records] = written.slice(-2)
    return {
      hold: toHold(after?.[0] as HoldRecord),
      allocations: (records as AllocationRecord[]).map(toAllocation),
      repeated: false,
    }
  })
}

/**
 * A line may name any hold: it has that of its own cart and variant, if that was
 * to be sold with a line at all.
 */
function isSoldWith(
  { cart_id, line }: HoldRecord,
  input: Pick<ConfirmHold, "cart_id" | "variant_id">
): boolean {
  return (
    (input.cart_id === undefined ||
      (input.cart_id === cart_id && line !== null)) &&
    (input.variant_id === undefined || input.variant_id === line?.variant_id)
  )
}

type RaisedConflict = {
  id: string
  status: ConflictStatus
  outcome: ConflictOutcome | null
}

/** Who was given his money back, or other dates, has no right to these. */
function requireUnsettled(conflicts: RaisedConflict[]): void {
  const settled = conflicts.find(({ status }) => status === "resolved")
  if (settled) {
    reject(
      "invalid_data",
      `The conflict of this line is already settled: ${settled.outcome}.`,
      { kind: "already_settled", outcome: String(settled.outcome) }
    )
  }
}

/** Statements that bring an ended hold back, if its dates may be had. */
function retake(
  call: Call,
  hold: HoldRecord,
  facts: DatesSnapshot,
  input: ConfirmHold
): Statement[] {
  const { actor, options } = call
  const limit = input.overbook ? options.late_payment.overbook_limit : 0
  const grants = unwrap(decideOverbooking(facts, hold.items, limit))
  const wanted = wantedDates(hold.items)
  const end = facts.now_ms + REVIVED_FOR_MS
  return [
    insertDefaultCapacity(wanted),
    evictOverdue(wanted, facts.now_ms),
    ...reviveHold(hold.id, end, null, grants),
    insertLog([
      {
        operation: "hold.taken_again",
        actor,
        hold_id: hold.id,
        resource_id: onlyResource(hold.items),
        before: { status: "expired", expires_at: iso(hold.expires_at_ms) },
        after: {
          ...{ status: "active", expires_at: iso(end) },
          ...(grants.length > 0 ? { overbooked: grants } : {}),
        },
      },
    ]),
    ...(grants.length > 0 ? [overbooked(call, hold, grants, input)] : []),
  ]
}

/** That somebody gets what is not there is on record, with the change itself. */
function overbooked(
  { actor, options }: Call,
  hold: HoldRecord,
  grants: Grant[],
  { order_id, line_item_id = null, overbook }: ConfirmHold
): Statement {
  const raised: RaiseConflict = {
    ...{ order_id, line_item_id, cart_id: hold.cart_id, hold_id: hold.id },
    code: "sold_out",
    dates: [...new Set(grants.map(({ date }) => date))].sort(),
  }
  const { policy } = options.late_payment
  const note = overbook?.note ?? null
  return insertOverbooked(newId("bcon"), actor, policy, raised, note)
}
