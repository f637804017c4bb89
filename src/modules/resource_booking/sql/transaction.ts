import type { PoolClient } from "@medusajs/framework/pg"
import { isBookingRefusal } from "../errors"
import type { Database, Queryable, Row, Statement } from "./database"
import { errorCode, isDisconnect, isRetryable, translate } from "./failures"

/** An operation answers within this time, or says that it is busy. */
export const BUDGET_MS = 2_400
const MAX_ATTEMPTS = 4
/** A process that stops in the middle must not keep its locks. */
const IDLE_IN_TRANSACTION_MS = 10_000

const IN_FAILED_TRANSACTION = "25P02"

/**
 * One READ COMMITTED transaction on one connection. Statements that are given
 * together travel together: a hold needs two trips to the database, not ten,
 * and its locks are kept as short as that.
 */
export class Transaction implements Queryable {
  private pending: Statement[]
  private state: "unsent" | "open" | "committed" = "unsent"

  constructor(
    private readonly client: PoolClient,
    lockTimeoutMs: number,
    statementTimeoutMs: number
  ) {
    this.pending = [
      {
        text:
          "begin isolation level read committed;" +
          ` set local lock_timeout = ${Math.ceil(lockTimeoutMs)};` +
          ` set local statement_timeout = ${Math.ceil(statementTimeoutMs)};` +
          ` set local idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};` +
          " set local synchronous_commit = on;" +
          " set local plan_cache_mode = force_generic_plan;" +
          " set local enable_seqscan = off; set local jit = off",
      },
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
    const batch = [...this.pending, ...statements]
    const skip = this.pending.length
    this.pending = []
    this.state = "open"
    const settled = await Promise.allSettled(send(this.client, batch))
    const errors = settled.flatMap((s) =>
      s.status === "rejected" ? [s.reason as unknown] : []
    )
    if (errors.length > 0) {
      // Those behind the first failure only say that there was one.
      throw (
        errors.find((e) => errorCode(e) !== IN_FAILED_TRANSACTION) ?? errors[0]
      )
    }
    return settled
      .slice(skip)
      .map((s) => (s.status === "fulfilled" ? (s.value.rows as Row[]) : []))
  }

  /**
   * Runs the last statements and commits, in one trip. If one of them fails,
   * PostgreSQL turns the COMMIT into a rollback.
   */
  async commit(statements: Statement[]): Promise<Row[][]> {
    const rows = await this.all([...statements, { text: "commit" }])
    this.state = "committed"
    return rows.slice(0, statements.length)
  }

  /** Rolls back what is not committed. */
  async end(): Promise<void> {
    if (this.state === "open") {
      await this.client.query("rollback")
    }
  }
}

type Corked = {
  connection?: { stream?: Partial<Record<"cork" | "uncork", () => void>> }
}

/**
 * Gives statements to the driver, in one packet: PostgreSQL then goes from one
 * to the next without being put to sleep in between. The driver does the same
 * within a statement.
 */
function send(client: PoolClient, batch: Statement[]) {
  const stream = (client as unknown as Corked).connection?.stream
  stream?.cork?.()
  try {
    return batch.map((statement) => client.query(statement))
  } finally {
    stream?.uncork?.()
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
  const client = await database.connect(left(deadline))
  const { lockTimeoutMs, statementTimeoutMs } = database.options
  const timeLeft = left(deadline)
  const tx = new Transaction(
    client,
    Math.min(lockTimeoutMs, timeLeft),
    // lock_timeout counts for each of a statement's locks anew: this bounds
    // them together.
    Math.min(statementTimeoutMs, timeLeft)
  )
  try {
    const result = await work(tx)
    await tx.end()
    client.release()
    return result
  } catch (error) {
    const broken = !isBookingRefusal(error) && isDisconnect(error)
    const usable = !broken && (await rolledBack(tx))
    client.release(!usable)
    throw error
  }
}

/** @returns false when the connection can't even roll back any more */
async function rolledBack(tx: Transaction): Promise<boolean> {
  return tx.end().then(
    () => true,
    () => false
  )
}

/** Milliseconds until a deadline; a little, when it is past. */
function left(deadline: number): number {
  return Math.max(50, deadline - performance.now())
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
