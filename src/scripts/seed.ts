import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import {
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../modules/resource_booking"
import { BUSINESS, TIMEZONE } from "./seed/business"
import { periodOf, todayIn } from "./seed/periods"
import { closeDates } from "./seed/steps/close-dates"
import { createBookables } from "./seed/steps/create-bookables"
import { createProducts } from "./seed/steps/create-products"
import { linkVariants } from "./seed/steps/link-variants"
import { openHouse } from "./seed/steps/open-house"
import { openStore } from "./seed/steps/open-store"
import { setDepartures } from "./seed/steps/set-departures"
import { noteSeeded, readStore, seededAt } from "./seed/store"

/**
 * Resources can be booked a year ahead. Tours get their dates for two, so that
 * a demo that is kept for a year still has a year before it.
 */
const DAYS = 2 * 365

/**
 * Fills an empty store with the demo's business. Each step adds what is
 * missing, so that a seed that was interrupted is completed by the next one;
 * once complete, it is the user's, and nothing is touched again.
 */
export default async function seed({ container }: ExecArgs): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const store = await readStore(container)
  const before = seededAt(store)
  if (before) {
    logger.info(`seed: ${BUSINESS} has been complete since ${before}`)
    return
  }
  const booking = container.resolve<ResourceBookingService>(
    RESOURCE_BOOKING_MODULE
  )
  const dates = periodOf(todayIn(TIMEZONE), DAYS)

  logger.info("seed: store, currencies, regions, sales channel and key")
  const channelId = await openStore(container, store)
  logger.info("seed: groups and resources")
  const bookables = await createBookables(booking)
  logger.info("seed: the tours' dates")
  await setDepartures(booking, bookables.resources, dates)
  logger.info("seed: blackouts and a frozen room")
  await closeDates(booking, bookables.resources, dates)
  logger.info("seed: products and prices")
  const variants = await createProducts(container, booking, channelId)
  logger.info("seed: what the products sell")
  await linkVariants(booking, variants, bookables)
  logger.info("seed: today's guests and cleaning tasks")
  await openHouse(booking, bookables.resources)
  await noteSeeded(container, store)
  logger.info(`seed: ${BUSINESS} is complete`)
}
