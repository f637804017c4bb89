import type { MedusaContainer } from "@medusajs/framework/types"

import { bookingsIn } from "../checkout/booking-lines"
import type {
  Positions,
  ReconciliationRun,
} from "../modules/resource_booking/types"
import type { Look } from "./look"

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** No run looks at orders and carts that nothing has happened to for longer. */
const LOOK_BACK_MS = 30 * DAY_MS

/**
 * What happened before a run and was too young for it, or committed late, or by
 * the clock of another server.
 */
const OVERLAP_MS = 10 * MINUTE_MS

/** What to look at, and what to remember once all of it was looked at. */
export type LookPlan = {
  look: Look
  /** @param isWhole no check has failed: what has changed need not be looked at again */
  progress: (isWhole: boolean) => Partial<Positions>
}

export async function planLook(
  container: MedusaContainer,
  trigger: ReconciliationRun["trigger"]
): Promise<LookPlan> {
  const bookings = bookingsIn(container)
  const now = Date.now()
  const farthest = new Date(now - LOOK_BACK_MS)
  if (trigger === "demand") {
    const scopes = await bookings.planFullChecks()
    const look = { scopes, since: farthest, flagged: [], sweep: null }
    return { look, progress: () => ({}) }
  }
  const plan = await bookings.planChecks()
  const { since: last, ...positions } = plan.orders
  const begin = last === null ? 0 : Date.parse(last) - OVERLAP_MS
  const sweep = { ...positions, since: farthest }
  const look = {
    ...{ scopes: plan.scopes, flagged: plan.flagged, sweep },
    since: new Date(Math.max(begin, farthest.getTime())),
  }
  return {
    look,
    progress: (isWhole) => {
      const { orders, sold_orders, carts } = sweep
      const since = isWhole ? new Date(now).toISOString() : last
      const { slices, changes } = plan.progress
      return {
        ...{ slices, orders: { since, orders, sold_orders, carts } },
        ...(isWhole && { changes }),
      }
    },
  }
}
