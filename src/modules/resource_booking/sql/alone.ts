import type { Borrowed } from "./borrowed"
import type { Database, Statement } from "./database"
import { translate } from "./failures"

/**
 * A key that no hold, resource, group or date has: the first number of theirs
 * is 0 only together with 0. See docs/internals/locking.md.
 */
const RECONCILIATION = [0, 1]

/**
 * Runs work unless another process is at it. The lock is the session's, not a
 * transaction's, since the work has many of its own; the connection is kept for
 * it alone. It ends with the connection: a process that dies leaves no lock.
 *
 * @returns null when somebody else is at it
 */
export async function alone<T>(
  database: Database,
  work: () => Promise<T>
): Promise<T | null> {
  const client = await database.connect()
  if (!(await locked(client))) {
    client.release()
    return null
  }
  try {
    return await work()
  } finally {
    await client.send([unlock()], 1_000).catch(() => client.spoil())
    // Without its connection the lock is gone in any case.
    client.release()
  }
}

async function locked(client: Borrowed): Promise<boolean> {
  try {
    const [rows] = await client.send([tryLock()], 1_000)
    return rows?.[0]?.locked === true
  } catch (error) {
    client.release()
    throw translate(error)
  }
}

function tryLock(): Statement {
  return {
    text: "select pg_try_advisory_lock($1::int, $2::int) as locked",
    values: RECONCILIATION,
  }
}

function unlock(): Statement {
  return {
    text: "select pg_advisory_unlock($1::int, $2::int)",
    values: RECONCILIATION,
  }
}
