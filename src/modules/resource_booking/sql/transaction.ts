import { isBookingRefusal } from "../errors"
import { begin, COMMIT, ROLLBACK } from "./begin"
import { type Borrowed, GRACE_MS } from "./borrowed"
import type {
  Database,
  DatabaseOptions,
  Queryable,
  Row,
  Statement,
} from "./database"
import { isRetryable, translate } from "./failures"

/** An operation answers within this time, or says that it is busy. */
export const BUDGET_MS = 2_400
const MAX_ATTEMPTS = 4
/** A process that stops in the middle must not keep its locks. */
const IDLE_IN_TRANSACTION_MS = 10_000

/**
 * Nobody knows what became of a COMMIT that was not answered, so a slow one is
 * given more time than there may be left.
 */
const COMMIT_MS = 300

const DURABLE = { synchronous_commit: "on" }

const GOOD_PLANS = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  jit: "off",
}

/**
 * One READ COMMITTED transaction on one connection. Statements that are given
 * together travel together: a hold needs two trips to the database, not ten,
 * and its locks are kept as short as that.
 */
export class Transaction implements Queryable {
  private pending: Statement[]
  private state: "unsent" | "open" | "committed" = "unsent"

  /** @param deadline until when it may take, by performance.now() */
  constructor(
    private readonly connection: Borrowed,
    { lockTimeoutMs, statementTimeoutMs, schema }: DatabaseOptions,
    private readonly deadline: number
  ) {
    const timeLeft = left(deadline)
    this.pending = [
      begin(
        {
          lock_timeout: Math.ceil(Math.min(lockTimeoutMs, timeLeft)),
          // lock_timeout counts for each of a statement's locks anew: this
          // bounds them together.
          statement_timeout: Math.ceil(Math.min(statementTimeoutMs, timeLeft)),
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
          ...DURABLE,
          ...GOOD_PLANS,
        },
        schema
      ),
    ]
  }

  async query<T = Row>(statement: Statement): Promise<T[]> {
    const [rows] = await this.all([statement])
    return rows as T[]
  }

  /**
   * Runs statements in order, in one trip. Each sees what the ones before it
   * did and what others committed before it began.
   *
   * @returns the rows of each statement
   */
  async all(statements: Statement[]): Promise<Row[][]> {
    return this.send(statements, left(this.deadline))
  }

  /**
   * Runs the last statements and commits, in one trip. If one of them fails,
   * PostgreSQL turns the COMMIT into a rollback.
   */
  async commit(statements: Statement[]): Promise<Row[][]> {
    const timeoutMs = Math.max(COMMIT_MS, left(this.deadline))
    const rows = await this.send([...statements, COMMIT], timeoutMs)
    this.state = "committed"
    return rows.slice(0, statements.length)
  }

  /** Rolls back what is not committed. */
  async end(): Promise<void> {
    if (this.state === "open") {
      await this.connection.send([ROLLBACK], left(this.deadline) + GRACE_MS)
    }
  }

  private async send(
    statements: Statement[],
    timeoutMs: number
  ): Promise<Row[][]> {
    const batch = [...this.pending, ...statements]
    const skip = this.pending.length
    this.pending = []
    this.state = "open"
    const rows = await this.connection.send(batch, timeoutMs + GRACE_MS)
    return rows.slice(skip)
  }
}

/**
 * Runs an operation's work in a transaction and tries again where PostgreSQL
 * asks for it. What the work leaves uncommitted is rolled back.
 *
 * @param deadline until when it may take, by performance.now()
 * @throws BookingRefusal what the work refused, or `busy` when no lock or
 * connection was to be had in time
 */
export async function transact<T>(
  database: Database,
  work: (tx: Transaction) => Promise<T>,
  deadline: number = performance.now() + BUDGET_MS
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(database, work, deadline)
    } catch (error) {
      if (isBookingRefusal(error)) {
        throw error
      }
      const timeLeft = deadline - performance.now()
      if (!isRetryable(error) || attempt === MAX_ATTEMPTS || timeLeft < 100) {
        throw translate(error)
      }
      await pause(Math.random() * 20 * attempt)
    }
  }
}

async function attemptOnce<T>(
  database: Database,
  work: (tx: Transaction) => Promise<T>,
  deadline: number
): Promise<T> {
  const connection = await database.connect(left(deadline))
  const tx = new Transaction(connection, database.options, deadline)
  try {
    const result = await work(tx)
    await tx.end()
    return result
  } catch (error) {
    await rollBack(tx, connection)
    throw error
  } finally {
    connection.release()
  }
}

async function rollBack(tx: Transaction, connection: Borrowed): Promise<void> {
  try {
    await tx.end()
  } catch {
    // It ends with its connection.
    connection.spoil()
  }
}

/** Milliseconds until a deadline; a little, when it is past. */
function left(deadline: number): number {
  return Math.max(50, deadline - performance.now())
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
