import type { Database } from "./sql/database"
import { isWritable } from "./sql/health"
import type { NotReady, Readiness } from "./types"

/** Asked more often, it answers the same: nobody can load the database by it. */
const VALID_MS = 1_000
const ANSWER_MS = 2_000
const CLOCK_SECONDS = 60

/**
 * Whether a load balancer may send customers to this process. What is wrong
 * with all processes alike, such as a late job, is health's to say: it is no
 * reason to take them all out.
 */
export class ReadinessCheck {
  private draining = false
  private asked: { at: number; answer: Promise<Readiness> } | undefined

  /** @param clockAge seconds since a task went well; null: this one has none */
  constructor(
    private readonly db: Database,
    private readonly clockAge: () => number | null
  ) {}

  /** From now on it ends what it has begun, and takes nothing new. */
  drain = (): void => {
    this.draining = true
    this.asked = undefined
  }

  check(): Promise<Readiness> {
    const now = performance.now()
    if (!this.asked || now - this.asked.at >= VALID_MS) {
      this.asked = { at: now, answer: this.look() }
    }
    return this.asked.answer
  }

  private async look(): Promise<Readiness> {
    const reasons: NotReady[] = this.draining ? ["draining"] : []
    const database = this.draining ? null : await this.databaseFault()
    if (database) {
      reasons.push(database)
    }
    if ((this.clockAge() ?? 0) > CLOCK_SECONDS) {
      reasons.push("clock")
    }
    return reasons.length > 0 ? { ready: false, reasons } : { ready: true }
  }

  private async databaseFault(): Promise<NotReady | null> {
    const looking = this.db.query<{ writable: boolean }>(isWritable())
    const inTime = new Promise<"late">((resolve) => {
      setTimeout(() => resolve("late"), ANSWER_MS).unref()
    })
    try {
      const rows = await Promise.race([looking, inTime])
      const writable = rows !== "late" && rows[0]?.writable
      return rows === "late" ? "database" : writable ? null : "read_only"
    } catch {
      // Why is in the log of whoever needs the database.
      return "database"
    }
  }
}
