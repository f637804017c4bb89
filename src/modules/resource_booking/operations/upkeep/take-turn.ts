import type { Database } from "../../sql/database"
import {
  askForTurn as askFor,
  finishTurn,
  takeTurn,
  type TurnReason,
} from "../../sql/turns"

/** The turn of who compares what was sold with what is booked. */
export const RECONCILIATION = "reconciliation"

/** Every process looks this often whether it is its turn. */
const LOOK_MS = 5_000

/** What one process at a time does for all of them. */
export type SharedTask = {
  name: string
  everyMs: number
  withinMs: number
  /** @returns false when it could not be done just now */
  run: (reason: TurnReason) => Promise<boolean | void>
}

/**
 * The same as every process's own task: it looks whether it is its turn. A turn
 * that nobody finishes comes around again when its time has passed: a process
 * that dies in the middle leaves nothing to clean up.
 */
export function inTurn(
  db: Database,
  processId: string,
  { name, everyMs, withinMs, run }: SharedTask
) {
  return {
    ...{ name, withinMs, everyMs: Math.min(LOOK_MS, everyMs) },
    run: async (): Promise<void> => {
      const [turn] = await db.query<{ reason: TurnReason }>(
        takeTurn(name, everyMs, processId)
      )
      if (!turn) {
        return
      }
      if ((await run(turn.reason)) !== false) {
        await db.query(finishTurn(name))
      } else if (turn.reason === "start") {
        await askForTurn(db, name)
      }
    },
  }
}

/** Let somebody do it soon, whenever it was done last. */
export async function askForTurn(db: Database, name: string): Promise<void> {
  await db.query(askFor(name))
}
