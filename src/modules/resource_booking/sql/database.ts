import { Pool, types, type PoolClient } from "@medusajs/framework/pg"
import { busy, isDisconnect, translate } from "./failures"

/**
 * One SQL statement. A `name` lets PostgreSQL keep its plan: hot paths only.
 * `timeoutMs` is for one outside a transaction that may take longer than others.
 */
export type Statement = {
  text: string
  values?: unknown[]
  name?: string
  timeoutMs?: number
}

// The rows of a statement are typed where the statement is written.
export type Row = Record<string, unknown>

/** Whoever can run statements: a transaction, or the database by itself. */
export type Queryable = {
  query<T = Row>(statement: Statement): Promise<T[]>
}

export type DatabaseOptions = {
  connection: { connectionString: string; ssl?: unknown }
  schema?: string
  max: number
  acquireTimeoutMs: number
  lockTimeoutMs: number
  statementTimeoutMs: number
  /** Told what went wrong with a connection; callers only hear "busy". */
  warn?: (message: string) => void
}

const DATE = 1082
const DATE_ARRAY = 1182
const BIGINT = 20
const TEXT_ARRAY = 1009

/**
 * How columns arrive in JavaScript: dates stay `YYYY-MM-DD` (the driver would
 * make local midnights of them, a day off in half the world), counts are
 * numbers. For this pool only; other users of the driver are not touched.
 */
const parsers = {
  getTypeParser(oid: number, format?: "text" | "binary"): unknown {
    switch (oid) {
      case DATE:
        return (value: string) => value
      case DATE_ARRAY:
        return types.getTypeParser(TEXT_ARRAY as number)
      case BIGINT:
        return Number
      default:
        return types.getTypeParser(oid, format)
    }
  },
}

/**
 * The module's own connections. Not Medusa's pool: buyers who queue for a hot
 * date would starve the rest of the store there (docs/adr/0002-own-pool.md).
 */
export class Database implements Queryable {
  readonly options: DatabaseOptions
  private readonly pool: Pool

  constructor(options: DatabaseOptions) {
    this.options = options
    const config = {
      ...options.connection,
      application_name: "resource_booking",
      max: options.max,
      connectionTimeoutMillis: options.acquireTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      types: parsers,
      // Statements travel together, see Transaction.all. Drivers before 8.17
      // ignore it and send them one by one: slower, just as right.
      pipeline: true,
    }
    this.pool = new Pool(config as ConstructorParameters<typeof Pool>[0])
    // A connection that breaks is replaced, and its statements fail. Without
    // these listeners the driver would end the process: the pool's own is for
    // idle connections only.
    this.pool.on("error", () => undefined)
    this.pool.on("connect", (client) => {
      client.on("error", (error) => this.warn(error))
    })
    if (options.schema && options.schema !== "public") {
      const path = `set search_path to "${options.schema.replace(/"/g, '""')}"`
      this.pool.on("connect", (client) => {
        client.query(path).catch((error: unknown) => this.warn(error))
      })
    }
  }

  /** Runs one statement in its own transaction. */
  async query<T = Row>(statement: Statement): Promise<T[]> {
    const client = await this.connect()
    const { timeoutMs } = statement
    try {
      if (timeoutMs !== undefined) {
        await client.query(`set statement_timeout = ${timeoutMs}`)
      }
      const result = await client.query(statement)
      // One with a timeout of its own is not used by others.
      client.release(timeoutMs !== undefined)
      return result.rows as T[]
    } catch (error) {
      client.release(isDisconnect(error))
      throw translate(error)
    }
  }

  /**
   * @param timeoutMs less than the pool's own, where there is less time
   * @throws BookingRefusal `busy` when no connection comes free in time, or
   * the database can't be reached
   */
  async connect(timeoutMs = Infinity): Promise<PoolClient> {
    const connecting = this.pool.connect()
    try {
      return await inTime(connecting, timeoutMs)
    } catch (error) {
      // One that comes too late goes back.
      connecting.then(
        (client) => client.release(),
        () => undefined
      )
      this.warn(error)
      throw busy()
    }
  }

  stats(): { total: number; idle: number; waiting: number; max: number } {
    return {
      total: this.pool.totalCount,
      idle: this.pool.idleCount,
      waiting: this.pool.waitingCount,
      max: this.options.max,
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }

  private warn(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    this.options.warn?.(`resource_booking: database connection: ${message}`)
  }
}

function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  if (timeoutMs === Infinity) {
    return work
  }
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error("no connection came free in time"))
    const timer = setTimeout(late, timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
