import type { Actor } from "../../src/modules/resource_booking/types"
import {
  type Call,
  Database,
  parseOptions,
  type ResourceBookingOptions,
} from "../engine"
import { TamperedDatabase, type Tampering } from "./sabotage"

const CUSTOMER: Actor = { type: "customer", id: null }
export const JOB: Actor = { type: "job", id: null }
export const ADMIN: Actor = { type: "user", id: "user_test" }

/** Fast and unlimited, unless a test is about just that. */
const OPTIONS: ResourceBookingOptions = {
  default_timezone: "UTC",
  limits: "off",
  token_secret: "a secret of these tests",
}

export type ProcessOptions = {
  options?: Partial<ResourceBookingOptions>
  /** Connections of its pool. */
  connections?: number
  tampering?: Tampering | undefined
  /** Where its tables are. */
  schema?: string
}

/**
 * A context with connections of its own, as another server process has: nothing
 * in memory is shared with the others.
 */
export function processAt(url: string, given: ProcessOptions): Call {
  const options = parseOptions({ ...OPTIONS, ...given.options })
  const config = {
    connection: { connectionString: url },
    ...(given.schema ? { schema: given.schema } : {}),
    max: given.connections ?? 4,
    acquireTimeoutMs: options.pool.acquire_timeout_ms,
    lockTimeoutMs: options.lock_timeout_ms,
    statementTimeoutMs: options.statement_timeout_ms,
    preparedStatements: options.pool.prepared_statements,
  }
  const db = given.tampering
    ? new TamperedDatabase(config, given.tampering)
    : new Database(config)
  return { db, options, committed: () => undefined, actor: CUSTOMER }
}
