import type { PoolClient, QueryResult } from "@medusajs/framework/pg"

import {
  Database,
  type DatabaseOptions,
  errorCode,
  type Row,
  type Statement,
  STILL_ACTIVE,
} from "../engine"

/**
 * What a test does to statements on their way to PostgreSQL. The module has no
 * switch for its protections; a test that must see what happens without one
 * takes it away here, between the module and the driver.
 */
export type Tampering = {
  /** Another statement instead. Asked once for each, in order. */
  rewrite?: (statement: Statement, client: PoolClient) => Statement
  /** Keeps this statement, and those behind it, until it resolves. */
  before?: (statement: Statement) => Promise<void> | undefined
  /** Told the SQLSTATE of every error. */
  failed?: (code: string) => void
}

export class TamperedDatabase extends Database {
  constructor(
    options: DatabaseOptions,
    private readonly tampering: Tampering
  ) {
    super(options)
  }

  protected override async acquire(timeoutMs: number): Promise<PoolClient> {
    return tampered(await super.acquire(timeoutMs), this.tampering)
  }
}

type Done = (error: Error, result: QueryResult<Row>) => void

function tampered(client: PoolClient, how: Tampering): PoolClient {
  let before: Promise<void> | undefined
  const query = (given: Statement, done: Done) => {
    const asked = plainlyNamed(given)
    const statement = how.rewrite?.(asked, client) ?? asked
    const answered: Done = (error, result) => {
      if (error) {
        how.failed?.(errorCode(error) ?? "none")
      }
      done(error, result)
    }
    const send = () => client.query(statement, answered)
    const gate = how.before?.(statement)
    if (gate || before) {
      before = (before ?? Promise.resolve()).then(() => gate)
    }
    void (before ? before.then(send) : send())
  }
  return new Proxy(client, {
    get(target, property) {
      if (property === "query") {
        return query
      }
      const value: unknown = Reflect.get(target, property)
      return typeof value === "function"
        ? (value.bind(target) as unknown)
        : value
    },
  })
}

/** By the name that stands beside its text. */
function plainlyNamed(statement: Statement): Statement {
  const { name, ...rest } = statement
  return name ? { ...rest, name: name.replace(/_[0-9a-f]{8}$/, "") } : rest
}

/** Several at once, the first one's result going into the second. */
export function together(...all: Tampering[]): Tampering {
  return {
    rewrite: (statement, client) =>
      all.reduce((s, t) => t.rewrite?.(s, client) ?? s, statement),
    before: (statement) =>
      all.map((t) => t.before?.(statement)).find((gate) => gate !== undefined),
    failed: (code) => all.forEach((t) => t.failed?.(code)),
  }
}

/** Another text under another name, so that no plan is mixed up. */
function changed(statement: Statement, text: string): Statement {
  const { name } = statement
  return { ...statement, text, ...(name ? { name: `${name}_changed` } : {}) }
}

/**
 * @throws Error when the text is not there any more: a mutant that changes
 * nothing would prove nothing
 */
export function replaced(
  statement: Statement,
  part: string,
  by: string
): Statement {
  if (!statement.text.includes(part)) {
    throw new Error(`"${statement.name ?? "statement"}" lacks "${part}"`)
  }
  return changed(statement, statement.text.split(part).join(by))
}

/** Answers as if the locks had been taken. */
export const withoutLocks: Tampering = {
  rewrite(statement) {
    switch (statement.name) {
      case "booking_take_locks":
        return changed(
          statement,
          `select k.a, k.b
            from unnest($1::int[], $2::int[], $3::bool[]) as k (a, b, shared)
            where false`
        )
      case "booking_try_each":
        return changed(
          statement,
          `select k.a, k.b, true as locked
            from unnest($1::int[], $2::int[], $3::bool[]) as k (a, b, shared)`
        )
      default:
        return statement
    }
  },
}

/** Takes only those keys that a test lets through. */
export function lockingOnly(
  keeps: (a: number, b: number) => boolean
): Tampering {
  return {
    rewrite(statement) {
      if (statement.name !== "booking_take_locks") {
        return statement
      }
      const [as, bs, shared] = statement.values as [
        number[],
        number[],
        boolean[],
      ]
      const kept = as.flatMap((a, i) => (keeps(a, bs[i] as number) ? [i] : []))
      const values = [as, bs, shared].map((column: unknown[]) =>
        kept.map((i) => column[i])
      )
      return { ...statement, values }
    },
  }
}

/** Nothing is free at the first look: everybody waits for the locks. */
export const findingNothingFree: Tampering = {
  rewrite: (statement) =>
    statement.name === "booking_try_each"
      ? changed(
          statement,
          `select k.a, k.b, false as locked
            from unnest($1::int[], $2::int[], $3::bool[]) as k (a, b, shared)`
        )
      : statement,
}

/** The order in which the keys came, mixed up. */
export const unsortedKeys: Tampering = {
  rewrite(statement) {
    if (statement.name !== "booking_take_locks") {
      return statement
    }
    const columns = statement.values as unknown[][]
    const order = columns[0]?.map((_, i) => i) ?? []
    order.sort(() => Math.random() - 0.5)
    return {
      ...statement,
      values: columns.map((column) => order.map((i) => column[i])),
    }
  },
}

export const repeatableRead: Tampering = {
  rewrite: (statement) =>
    statement.text.startsWith("begin")
      ? replaced(statement, "read committed", "repeatable read")
      : statement,
}

const TAKE = `with taken as materialized (
  select count(case when k.shared then pg_advisory_xact_lock_shared(k.a, k.b)
    else pg_advisory_xact_lock(k.a, k.b) end) as n
  from unnest($KEYS) as k (a, b, shared)), `

/**
 * The locks move into the statement that reads: it sees what was true before
 * it waited for them.
 */
export function lockAndReadAtOnce(): Tampering {
  const keys = new WeakMap<PoolClient, unknown[][]>()
  return {
    rewrite(statement, client) {
      if (statement.name === "booking_take_locks") {
        keys.set(client, statement.values as unknown[][])
        return { text: "select 0 as count" }
      }
      const mine = keys.get(client)
      if (statement.name !== "booking_placement_snapshot" || !mine) {
        return statement
      }
      keys.delete(client)
      const literals = mine.map(
        (column, i) => `'{${column.join(",")}}'::${i < 2 ? "int" : "bool"}[]`
      )
      const take = TAKE.replace("$KEYS", literals.join(", "))
      const text = statement.text
        .replace(/with clock as/, `${take} clock as`)
        .replace(/clock_timestamp\(\)\) as now/, (now) => `${now} from taken`)
      return { text, values: statement.values ?? [] }
    },
  }
}

/** A clock to decide by that stands still from BEGIN on. */
export const transactionClock: Tampering = {
  rewrite: (statement) =>
    statement.text.includes("clock as materialized")
      ? replaced(statement, "clock_timestamp()) as now", "now()) as now")
      : statement,
}

/** The job reads what is due, and others may have it meanwhile. */
export const lockingNoRows: Tampering = {
  rewrite: (statement) =>
    statement.name === "booking_due_holds"
      ? replaced(statement, "for no key update skip locked", "")
      : statement,
}

/** The job writes what it once read, whatever has happened meanwhile. */
export const expiringBlindly: Tampering = together(lockingNoRows, {
  rewrite: (statement) =>
    statement.name === "booking_expire_holds"
      ? replaced(
          statement,
          `and ${STILL_ACTIVE}
          and expires_at <= (select now from clock)`,
          ""
        )
      : statement,
})

/** A confirmation that takes every hold for a live one, with all its claims. */
export const confirmingBlindly: Tampering = {
  rewrite: (statement) =>
    statement.name === "booking_select_hold"
      ? [
          ["h.id, h.status,", "h.id, 'active' as status,"],
          [
            "extract(epoch from h.expires_at)",
            "extract(epoch from clock_timestamp() + interval '1 hour')",
          ],
          ["sum(c.quantity)", "sum(i.quantity * cardinality(i.dates))"],
          ["join booking_claim c on c.claimant_id = i.id", ""],
        ].reduce(
          (changed, [from = "", to = ""]) => replaced(changed, from, to),
          statement
        )
      : statement,
}

/** Inside its transaction, nobody looks whether the key is in use. */
export const withoutKeyLookup: Tampering = {
  rewrite: (statement) =>
    statement.name === "booking_placement_snapshot"
      ? replaced(
          statement,
          "join booking_hold h on h.idempotency_scope = asked.scope",
          "join booking_hold h on false and h.idempotency_scope = asked.scope"
        )
      : statement,
}

/** Ended holds keep their claims. */
export const withoutEviction: Tampering = {
  rewrite: (statement) =>
    statement.name === "booking_evict_overdue"
      ? replaced(
          statement,
          "where cl.resource_id",
          "where false and cl.resource_id"
        )
      : statement,
}

export type Gate = Tampering & {
  /** Resolves when the statement has come. */
  reached: Promise<void>
  open(): void
}

/** Keeps the first statement of a name until it is opened. */
export function gateBefore(name: string): Gate {
  let open = () => {}
  let arrive = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  const reached = new Promise<void>((resolve) => (arrive = resolve))
  let used = false
  return {
    reached,
    open: () => open(),
    before(statement) {
      if (used || !statement.name?.startsWith(name)) {
        return undefined
      }
      used = true
      arrive()
      return opened
    },
  }
}

/** Counts errors by SQLSTATE. */
export function counting(): Tampering & { count: (code: string) => number } {
  const counts = new Map<string, number>()
  return {
    failed: (code) => counts.set(code, (counts.get(code) ?? 0) + 1),
    count: (code) => counts.get(code) ?? 0,
  }
}
