import { datesKeys, type LockKey, takeLocks, transact } from "../engine"
import type { World } from "./open-world"

export async function lockNumber(
  world: World,
  resourceId: string
): Promise<number> {
  const [row] = await world.sql<{ lock_number: number }>(
    "select lock_number from booking_resource where id = $1",
    [resourceId]
  )
  return row?.lock_number as number
}

/** Locks dates of a resource as a hold does, until `free` is called. */
export async function lockDates(
  world: World,
  resourceId: string,
  dates: string[]
): Promise<{ free: () => Promise<void> }> {
  const lock_number = await lockNumber(world, resourceId)
  return lockKeys(world, datesKeys([{ lock_number, dates }]))
}

/** Takes locks, as somebody else's transaction, until `free` is called. */
export async function lockKeys(
  world: World,
  keys: LockKey[]
): Promise<{ free: () => Promise<void> }> {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  let work: Promise<void> = Promise.resolve()
  await new Promise<void>((locked) => {
    work = transact(world.process().db, async (tx) => {
      await tx.all([takeLocks(keys)])
      locked()
      await ended
    })
  })
  return {
    async free() {
      end()
      await work
    },
  }
}

/** Deadlocks are found at once, for connections made from now on. */
export async function quickDeadlocks(world: World): Promise<void> {
  await world.sql(`do $$ begin
    execute format('alter database %I set deadlock_timeout = 20',
      current_database());
  exception when insufficient_privilege then null; -- then after a second
  end $$`)
}

/** Resolves when work has ended or one of the world's sessions must wait. */
export async function endedOrWaiting(
  world: World,
  work: Promise<unknown>
): Promise<void> {
  let ended = false
  const end = () => (ended = true)
  void work.then(end, end)
  await eventually(
    async () => ended || (await isSomebodyWaiting(world)),
    "to end, or to wait for a lock"
  )
}

async function isSomebodyWaiting(world: World): Promise<boolean> {
  const rows = await world.sql(
    `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
  )
  return rows.length > 0
}

/** Resolves when a condition holds, and fails when it does not in time. */
export async function eventually(
  condition: () => Promise<boolean>,
  what: string,
  withinMs = 10_000
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`it never happened: ${what}`)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
