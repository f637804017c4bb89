import { container as ofTheStore } from "@medusajs/framework"
import type { MedusaContainer } from "@medusajs/framework/types"

import { bookingsIn } from "../checkout/booking-lines"
import { RESOURCE_BOOKING_MODULE } from "../modules/resource_booking"
import { keepReconciling } from "../reconciliation/keep-reconciling"

// Medusa loads this file in workers only, once its modules are there and before
// they start. Who loads it in another way has no store.
if (ofTheStore.hasRegistration(RESOURCE_BOOKING_MODULE)) {
  keepReconciling(ofTheStore)
}

/**
 * The second of two clocks: the module's own does the same each second, and
 * what it has done is not due here. Either is enough.
 */
export default async function tick(container: MedusaContainer): Promise<void> {
  keepReconciling(container)
  await bookingsIn(container).clock.runDue()
}

export const config = {
  name: "resource-booking-tick",
  schedule: "* * * * *",
}
