import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  MedusaError,
} from "@medusajs/framework/utils"
import {
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../modules/resource_booking"

/**
 * Every minute, in every process at once if need be: writes down expired
 * holds, announces those that end soon, publishes what is left in the outbox,
 * erases personal data that is no longer needed, keeps the log's months, deletes
 * holds that ended long ago.
 */
export default async function tidyUpHolds(
  container: MedusaContainer
): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const booking = container.resolve<ResourceBookingService>(
    RESOURCE_BOOKING_MODULE
  )
  const steps = [
    async () => {
      const { expired, skipped } = await booking.expireHolds()
      if (expired > 0 || skipped > 0) {
        const counts = `${expired} holds expired, ${skipped} busy`
        logger.info(`resource_booking: ${counts}`)
      }
    },
    () => booking.announceExpiringHolds(),
    () => booking.probeBus(),
    () => booking.publishEvents(),
    () => booking.eraseExpiredPersonalData(),
    async () => {
      const { made, dropped } = await booking.keepLog()
      if (made.length + dropped.length > 0) {
        const months = `made ${made.join(", ")}; dropped ${dropped.join(", ")}`
        logger.info(`resource_booking: months of the log: ${months}`)
      }
    },
    () => booking.deleteEndedHolds(),
  ]
  // One that fails keeps no other from being done.
  const failures: unknown[] = []
  for (const step of steps) {
    await step().catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) {
    const { UNEXPECTED_STATE } = MedusaError.Types
    throw new MedusaError(UNEXPECTED_STATE, failures.map(String).join("; "))
  }
}

export const config = {
  name: "resource-booking-tidy-up-holds",
  schedule: "* * * * *",
}
