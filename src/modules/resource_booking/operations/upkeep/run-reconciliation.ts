import { tally } from "../../domain/upkeep/tally-findings"
import { reject } from "../../errors"
import {
  beginReconciliation,
  finishReconciliation,
  noteProgress,
} from "../../sql/reconciliation"
import type {
  Findings,
  Lease,
  ReconciliationDTO,
  ReconciliationRun,
} from "../../types"
import { alone } from "../shared/alone"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"

const NOTED_EVERY_MS = 1_000

const OVERTAKEN =
  "The reconciliation was cut off from the database for too long, and another one may have taken its place."

/** What one process does at a time; health looks for it by this name. */
const RECONCILIATION = "reconciliation"

/**
 * Runs the checks, which look at more than this module, and keeps their report.
 * One run at a time, whatever the number of processes.
 *
 * @param check runs all checks, and gives what they found; it may say which
 * share of them is done. It may stop once the lease is lost: its findings are not
 * kept then
 * @throws BookingRefusal `busy` while another run goes on, or when another one
 * may have begun meanwhile; what `check` throws
 */
export async function runReconciliation(
  call: Call,
  input: ReconciliationRun,
  check: (
    lease: Lease,
    done: (share: number) => Promise<void>
  ) => Promise<Findings>
): Promise<ReconciliationDTO> {
  const { db, actor } = call
  const report = await alone(db, RECONCILIATION, async (lease) => {
    const id = newId("brec")
    for (const statement of beginReconciliation(id, input, actor)) {
      await db.query(statement)
    }
    let noted = Date.now()
    const note = async (share: number) => {
      if (Date.now() - noted > NOTED_EVERY_MS) {
        noted = Date.now()
        await db.query(noteProgress(id, share))
      }
    }
    const figures = tally(await check(lease, note))
    if (!(await lease.confirm())) {
      return reject("busy", OVERTAKEN, { retry_after: 5 })
    }
    const [row] = await db.query<ReconciliationDTO>(
      finishReconciliation(id, figures)
    )
    return row as ReconciliationDTO
  })
  return (
    report ??
    reject("busy", "A reconciliation is already running.", { retry_after: 5 })
  )
}
