import type { Database } from "../../sql/database"
import { giveBackLease, renewLease, takeLease } from "../../sql/leases"
import type { Lease } from "../../types"
import { newId } from "./ids"

/** As long nobody else begins after a process has died. */
const LEASE_MS = 20_000
const RENEW_MS = 5_000

/**
 * Runs work unless another process is at it. What it has is a row with an end,
 * put off while the work goes on: no session need be kept, and a process that
 * dies leaves nothing behind for long.
 *
 * @param name of what one process does at a time
 * @returns null when somebody else is at it
 * @throws BookingRefusal `busy` when the database can't be reached; what `work`
 * throws
 */
export async function alone<T>(
  db: Database,
  name: string,
  work: (lease: Lease) => Promise<T>
): Promise<T | null> {
  const holder = newId("blease")
  let until = performance.now() + LEASE_MS
  const taken = await db.query(takeLease(name, holder, LEASE_MS))
  if (taken.length === 0) {
    return null
  }
  const isHeld = () => performance.now() < until
  const confirm = async () => {
    const asked = performance.now()
    const renewed = await db.query(renewLease(name, holder, LEASE_MS))
    until = renewed.length > 0 ? asked + LEASE_MS : -Infinity
    return isHeld()
  }
  // One that fails has others after it, until the time is over.
  const timer = setInterval(() => void confirm().catch(() => {}), RENEW_MS)
  timer.unref()
  try {
    return await work({ isHeld, confirm })
  } finally {
    clearInterval(timer)
    // One that can't be given back runs out.
    await db.query(giveBackLease(name, holder)).catch(() => undefined)
  }
}
