import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { isBookingRefusal } from "../modules/resource_booking"
import type {
  CallContext,
  ReconciliationRun,
} from "../modules/resource_booking/types"
import { reconcile } from "./reconcile"

/**
 * By itself, at start and by the clock.
 *
 * @returns false while another run goes on
 */
export async function reconcileQuietly(
  container: MedusaContainer,
  trigger: ReconciliationRun["trigger"],
  by: CallContext
): Promise<boolean> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  try {
    const run = { trigger, dry_run: false }
    const { fixed, flagged } = await reconcile(container, run, by)
    if (fixed > 0 || flagged > 0) {
      logger.warn(
        `resource_booking: reconciliation fixed ${fixed}, flagged ${flagged}`
      )
    }
    return true
  } catch (error) {
    if (!isBookingRefusal(error)) {
      throw error
    }
    return false
  }
}
