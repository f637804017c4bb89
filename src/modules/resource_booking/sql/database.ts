import { Pool, type PoolClient } from "@medusajs/framework/pg"

import { begin, COMMIT } from "./begin"
import { Borrowed, type Experience, GRACE_MS } from "./borrowed"
import { busy, isMisplaced, isTemporary, translate } from "./failures"
import type { Lane, PoolFigures } from "./lanes"
import { parsers } from "./parsers"
import type { Queryable, Row, Statement } from "./statement"

export type { Queryable, Row, Statement } from "./statement"

export type DatabaseOptions = {
  connection: { connectionString: string; ssl?: unknown }
  schema?: string
  max: number
  acquireTimeoutMs: number
  lockTimeoutMs: number
  statementTimeoutMs: number
  /** Whether statements keep their names, and PostgreSQL their plans. */
  preparedStatements?: boolean
  /** Told what went wrong with a connection; callers only hear "busy". */
  warn?: (message: string) => void
}

/** What the lanes to one database have in common. */
type Shared = Experience & { lanes: Map<Lane, Database> }

const IDLE_MS = 30_000

/** For the planner; a compiled plan would only be worth it for many rows. */
const BY_INDEX = {
  ...{ enable_seqscan: "off", enable_hashjoin: "off", enable_mergejoin: "off" },
  jit: "off",
}

/** Longer than any transaction: who has not said goodbye by then never will. */
const CLOSE_MS = 5_000

/** Between two tries to connect, while the server is full or away. */
const TRY_AGAIN_MS = 100

/** How many connections a statement may turn out to be on the wrong one of. */
const MAX_TRIES = 4

/**
 * The module's own connections. Not Medusa's pool: buyers who queue for a hot
 * date would starve the rest of the store there (docs/adr/0002-own-pool.md).
 */
export class Database implements Queryable {
  private readonly pool: Pool

  /** @param shared with the lanes beside this one */
  constructor(
    readonly options: DatabaseOptions,
    private readonly lane: Lane = "holds",
    readonly shared: Shared = {
      distrustBefore: -Infinity,
      keepsNames: options.preparedStatements ?? true,
      lanes: new Map(),
    }
  ) {
    this.pool = this.open()
    shared.lanes.set(lane, this)
  }

  /** The same database, by connections of their own. */
  beside(lane: Lane, max: number): Database {
    return new Database({ ...this.options, max }, lane, this.shared)
  }

  /** Runs one statement in its own transaction. */
  async query<T = Row>(statement: Statement): Promise<T[]> {
    for (let tries = 1; ; tries++) {
      try {
        return (await this.tryOnce(statement)) as T[]
      } catch (error) {
        if (!isMisplaced(error) || tries === MAX_TRIES) {
          throw translate(error)
        }
      }
    }
  }

  /**
   * @param timeoutMs less than the pool's own, where there is less time
   * @throws BookingRefusal `busy` when no connection comes free in time, or
   * the database can't be reached
   */
  async connect(timeoutMs = Infinity): Promise<Borrowed> {
    const most = Math.min(timeoutMs, this.options.acquireTimeoutMs)
    const deadline = performance.now() + most
    let timeLeft = most
    for (;;) {
      try {
        return await this.borrow(timeLeft)
      } catch (error) {
        this.warn(error)
        timeLeft = deadline - performance.now()
        if (!isTemporary(error) || timeLeft < TRY_AGAIN_MS) {
          throw busy()
        }
      }
      await pause(TRY_AGAIN_MS)
      timeLeft -= TRY_AGAIN_MS
    }
  }

  /** Of all lanes. */
  stats(): Partial<Record<Lane, PoolFigures>> {
    const lanes = [...this.shared.lanes.values()]
    return Object.fromEntries(lanes.map((db) => [db.lane, db.figures()]))
  }

  /** Closes all lanes, once their work is done; waits for no dead connection. */
  async close(): Promise<void> {
    const lanes = [...this.shared.lanes.values()]
    const closed = Promise.all(lanes.map((db) => db.pool.end()))
    const late = new Promise((resolve) => {
      setTimeout(resolve, CLOSE_MS).unref()
    })
    await Promise.race([closed, late])
  }

  /** A connection of the driver's; one that comes too late goes back. */
  protected async acquire(timeoutMs: number): Promise<PoolClient> {
    const connecting = this.pool.connect()
    if (timeoutMs >= this.options.acquireTimeoutMs) {
      return connecting // which gives up by itself
    }
    try {
      return await inTime(connecting, timeoutMs)
    } catch (error) {
      connecting.then(
        (client) => client.release(),
        () => undefined
      )
      throw error
    }
  }

  /** Passes over those that are dead, most likely. */
  private async borrow(timeoutMs: number): Promise<Borrowed> {
    for (;;) {
      const client = await this.acquire(timeoutMs)
      const connection = new Borrowed(client, this.shared)
      if (!connection.isDoubtful) {
        return connection
      }
      connection.destroy()
      connection.release()
    }
  }

  private async tryOnce(statement: Statement): Promise<Row[]> {
    const { statementTimeoutMs, schema } = this.options
    const statement_timeout = statement.timeoutMs ?? statementTimeoutMs
    const planner = statement.byIndex ? BY_INDEX : {}
    const connection = await this.connect()
    try {
      const [, rows] = await connection.send(
        [begin({ statement_timeout, ...planner }, schema), statement, COMMIT],
        statement_timeout + GRACE_MS
      )
      return rows as Row[]
    } finally {
      connection.release()
    }
  }

  private figures(): PoolFigures {
    return {
      total: this.pool.totalCount,
      idle: this.pool.idleCount,
      waiting: this.pool.waitingCount,
      max: this.options.max,
    }
  }

  private open(): Pool {
    const config = {
      ...this.options.connection,
      application_name: "resource_booking",
      max: this.options.max,
      connectionTimeoutMillis: this.options.acquireTimeoutMs,
      idleTimeoutMillis: IDLE_MS,
      // When the server is full, somebody else would get the place of the last.
      min: this.lane === "holds" ? 1 : 0,
      // One that is idle keeps no process alive.
      allowExitOnIdle: true,
      keepAlive: true,
      types: parsers,
      // Statements travel together, see Borrowed.send. Drivers before 8.17
      // ignore it and send them one by one: slower, just as right.
      pipeline: true,
    }
    const pool = new Pool(config as ConstructorParameters<typeof Pool>[0])
    // A connection that breaks is replaced, and its statements fail. Without
    // these listeners the driver would end the process: the pool's own is for
    // idle connections only.
    pool.on("error", () => undefined)
    pool.on("connect", (client) => {
      client.on("error", (error) => this.warn(error))
    })
    return pool
  }

  private warn(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    this.options.warn?.(`resource_booking: database connection: ${message}`)
  }
}

function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error("no connection came free in time"))
    const timer = setTimeout(late, timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
