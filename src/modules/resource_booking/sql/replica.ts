import { isBookingRefusal } from "../errors"
import type { Lane, ReplicaState } from "../types"
import { Database, type DatabaseOptions } from "./database"
import { newestBeat } from "./processes"
import type { Row, Statement } from "./statement"

/** Each process beats every ten seconds, and one beat may be late. */
const MOST_BEHIND_SECONDS = 30

const LOOK_EVERY_MS = 5_000
const LOOK_TIMEOUT_MS = 1_000

/**
 * A copy of the database that follows it, for what is only shown. While the
 * copy is away or behind, the database itself is asked.
 *
 * How far it is behind is told by the newest heartbeat that has come over: that
 * is right for whatever kind of copy, also for one that gets nothing any more.
 */
export class Replica extends Database {
  private state: ReplicaState = "away"
  private lookedAt = -Infinity
  private looking: Promise<ReplicaState> | undefined

  constructor(
    options: DatabaseOptions,
    lane: Lane,
    private readonly primary: Database
  ) {
    super(options, lane)
  }

  override async query<T = Row>(statement: Statement): Promise<T[]> {
    if (performance.now() - this.lookedAt > LOOK_EVERY_MS) {
      void this.look()
    }
    if (this.state !== "follows") {
      return this.primary.query<T>(statement)
    }
    const began = performance.now()
    try {
      return await super.query<T>(statement)
    } catch (error) {
      const { statementTimeoutMs } = this.options
      const limitMs = statement.timeoutMs ?? statementTimeoutMs
      const tookLong = performance.now() - began >= limitMs
      const isBusy = isBookingRefusal(error) && error.code === "busy"
      if (!isBusy || tookLong) {
        throw error
      }
      // It is away, or has news that this statement was in the way of.
      void this.look()
      return this.primary.query<T>(statement)
    }
  }

  /** Whether it can be used; never throws. Those who ask at once share a look. */
  look(): Promise<ReplicaState> {
    this.lookedAt = performance.now()
    this.looking ??= this.lookOnce().finally(() => (this.looking = undefined))
    return this.looking
  }

  private async lookOnce(): Promise<ReplicaState> {
    const asked = { ...newestBeat(), timeoutMs: LOOK_TIMEOUT_MS }
    try {
      const [row] = await super.query<{ seconds: number | null }>(asked)
      const seconds = row?.seconds ?? Infinity
      this.state = seconds <= MOST_BEHIND_SECONDS ? "follows" : "behind"
    } catch {
      // What kept us from it is in the log.
      this.state = "away"
    }
    return this.state
  }
}
