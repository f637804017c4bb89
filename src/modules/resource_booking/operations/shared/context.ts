import type { Options } from "../../options"
import type { Database } from "../../sql/database"
import type { Actor } from "../../types"

/** What every operation is given; nothing is global. */
export type OperationContext = {
  db: Database
  options: Options
  /** Tells the publisher that the outbox has something new. */
  committed: () => void
}

/** The context of one call: the same, and who calls. */
export type Call = OperationContext & { actor: Actor }
