import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../modules/resource_booking"

/**
 * Every minute, in every process at once if need be: writes down expired
 * holds, announces those that end soon, publishes what is left in the outbox,
 * erases personal data that is no longer needed.
 */
export default async function tidyUpHolds(
  container: MedusaContainer
): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const booking = container.resolve<ResourceBookingService>(
    RESOURCE_BOOKING_MODULE
  )
  const { expired, skipped } = await booking.expireHolds()
  await booking.announceExpiringHolds()
  await booking.publishEvents()
  await booking.eraseExpiredPersonalData()
  if (expired > 0 || skipped > 0) {
    logger.info(`resource_booking: ${expired} holds expired, ${skipped} busy`)
  }
}

export const config = {
  name: "resource-booking-tidy-up-holds",
  schedule: "* * * * *",
}
