/**
 * One SQL statement. A `name` lets PostgreSQL keep its plan: hot paths only.
 * `timeoutMs` is for one outside a transaction that may take longer than others.
 */
export type Statement = {
  text: string
  values?: unknown[]
  name?: string
  timeoutMs?: number
  /**
   * Outside a transaction as well: it is about some rows of tables of any size,
   * and must not read one through, whatever the planner takes for cheaper.
   */
  byIndex?: boolean
}

// The rows of a statement are typed where the statement is written.
export type Row = Record<string, unknown>

/** Whoever can run statements: a transaction, or the database by itself. */
export type Queryable = {
  query<T = Row>(statement: Statement): Promise<T[]>
}
