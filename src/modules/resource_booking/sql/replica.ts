import { isBookingRefusal } from "../errors"
import type { ReplicaState } from "../types"
import { Database, type DatabaseOptions, type Row } from "./database"
import { newestBeat } from "./processes"
import type { Statement } from "./statement"

/** Each process beats every ten seconds, and one beat may be under way. */
const MOST_BEHIND_SECONDS = 15

const LOOK_EVERY_MS = 5_000
/** What was seen longer ago says nothing of now. */
const KNOWN_FOR_MS = 10_000

/** Whoever waits for the copy in vain has the database to wait for yet. */
const MOST_MS = { connection: 500, look: 1_000, reads: 1_000, reports: 30_000 }

/** The lanes of what is only shown, and may be of a moment ago. */
export type ShownLane = "reads" | "reports"

/** Connections to the copy, whose statements have a part of the caller's time. */
class Copy extends Database {
  constructor(
    options: DatabaseOptions,
    lane: ShownLane | "upkeep",
    private readonly mostMs: number,
    shared?: Database["shared"]
  ) {
    super(options, lane, shared)
  }

  override query<T = Row>(statement: Statement): Promise<T[]> {
    const { statementTimeoutMs } = this.options
    const askedMs = statement.timeoutMs ?? statementTimeoutMs
    return super.query<T>({
      ...statement,
      timeoutMs: Math.min(askedMs, this.mostMs),
    })
  }
}

/**
 * A copy of the database that follows it, for what is only shown. It may say
 * what there is and never "no": whatever it refuses, or can't answer, the
 * database is asked, which alone is asked while the copy is away or behind.
 *
 * How far it is behind is the time between the newest heartbeat of any process
 * here and there. So it needs no clock but the database's, and is right for a
 * database in which nothing else happens, and for a copy that follows no more.
 */
export class Replica {
  private readonly copies: Record<ShownLane | "upkeep", Copy>
  private state: ReplicaState = "away"
  /** By performance.now(). */
  private knownAt = -Infinity
  private lookedAt = -Infinity
  private looking: Promise<ReplicaState> | undefined

  /** @param primary the database's own lanes */
  constructor(
    url: string,
    private readonly primary: Record<ShownLane | "upkeep", Database>
  ) {
    const own = primary.reads.options
    const options = {
      ...own,
      connection: { ...own.connection, connectionString: url },
      acquireTimeoutMs: Math.min(own.acquireTimeoutMs, MOST_MS.connection),
      warn: (message: string) => own.warn?.(`${message} (of the replica)`),
    }
    const reads = new Copy(options, "reads", MOST_MS.reads)
    const { max } = primary.reports.options
    this.copies = {
      reads,
      reports: new Copy(
        { ...options, max },
        "reports",
        MOST_MS.reports,
        reads.shared
      ),
      // Of its own: that others wait for connections says nothing of the copy.
      upkeep: new Copy(
        { ...options, max: 1 },
        "upkeep",
        MOST_MS.look,
        reads.shared
      ),
    }
  }

  /**
   * @param work reads, and nothing else; it may run twice
   * @throws what it throws on the database itself
   */
  async read<T>(
    lane: ShownLane,
    work: (db: Database) => Promise<T>
  ): Promise<T> {
    if (await this.isOfUse()) {
      try {
        return await work(this.copies[lane])
      } catch (error) {
        if (!isBookingRefusal(error) || error.code === "busy") {
          // Away, most likely, or it has news that this was in the way of.
          this.state = "away"
          void this.look()
        }
      }
    }
    return work(this.primary[lane])
  }

  /** Never throws. Those who ask at once share a look. */
  look(): Promise<ReplicaState> {
    this.lookedAt = performance.now()
    this.looking ??= this.lookOnce().finally(() => (this.looking = undefined))
    return this.looking
  }

  async close(): Promise<void> {
    await this.copies.reads.close()
  }

  /** Nobody waits for a copy that was away or behind when it was last seen. */
  private async isOfUse(): Promise<boolean> {
    const now = performance.now()
    const isUnknown = now - this.knownAt > KNOWN_FOR_MS
    const mayFollow = this.knownAt === -Infinity || this.state === "follows"
    if (isUnknown && mayFollow) {
      return (await this.look()) === "follows" && this.isKnown()
    }
    if (now - this.lookedAt > LOOK_EVERY_MS) {
      void this.look()
    }
    return this.state === "follows"
  }

  private isKnown(): boolean {
    return performance.now() - this.knownAt <= KNOWN_FOR_MS
  }

  private async lookOnce(): Promise<ReplicaState> {
    const began = performance.now()
    const there = await newest(this.copies.upkeep)
    const here = await newest(this.primary.upkeep)
    if (there === "unknown") {
      this.state = "away"
    } else if (here === "unknown") {
      // The database's trouble, not the copy's: what is known grows old.
      return this.state
    } else {
      const behind = there === null ? Infinity : (here ?? there) - there
      this.state = behind <= MOST_BEHIND_SECONDS ? "follows" : "behind"
    }
    this.knownAt = began
    return this.state
  }
}

/** When any process was last there, in seconds; null: none ever was. */
async function newest(db: Database): Promise<number | null | "unknown"> {
  const asked = { ...newestBeat(), timeoutMs: MOST_MS.look }
  try {
    const [row] = await db.query<{ seconds: number | null }>(asked)
    return row?.seconds ?? null
  } catch {
    // What kept us from it is in the log.
    return "unknown"
  }
}
