import type { MedusaContainer } from "@medusajs/framework/types"

import { bookingsIn } from "../checkout/booking-lines"
import type { Violation } from "../modules/resource_booking/types"
import { Background, type SoFar } from "./background"
import { ordersInQuestion } from "./booking-orders"
import { wantedOrders } from "./wanted-orders"

const MINUTE_MS = 60_000

/** Two of reconciliation's periods, after a completion can't be at work. */
const FOUND_WITHIN_MS = 2 * 5 * MINUTE_MS + 2 * MINUTE_MS

const LOOK_BACK_MS = 30 * 24 * 60 * MINUTE_MS

/** Of each module, as a test may have several: what its process is at. */
const running = new WeakMap<object, Background<Violation[]>>()

/**
 * Breaches of the invariants, also of those that other modules take part in. It
 * reads everything that there is: what takes long goes on in the background.
 */
export function audit(container: MedusaContainer): Promise<SoFar<Violation[]>> {
  const bookings = bookingsIn(container)
  const background = running.get(bookings) ?? new Background<Violation[]>()
  running.set(bookings, background)
  return background.join(async (done) => {
    const scopes = await bookings.planFullChecks()
    const own = await bookings.auditInvariants(scopes, (looked) =>
      done(looked / (scopes.length + 1))
    )
    return [...own, ...(await forgottenOrders(container))]
  })
}

/** I12: an order that is paid has its dates, or staff know of it. */
async function forgottenOrders(
  container: MedusaContainer
): Promise<Violation[]> {
  const since = new Date(Date.now() - LOOK_BACK_MS)
  const orders = wantedOrders(container, { since }, FOUND_WITHIN_MS)
  const { unconfirmed } = await ordersInQuestion(container, orders)
  return unconfirmed.map(({ id }) => ({
    invariant: "I12",
    description: "a paid order has neither an allocation nor a conflict",
    subject: id,
  }))
}
