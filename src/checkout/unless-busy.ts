import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { isBookingRefusal } from "../modules/resource_booking"

/**
 * Does what somebody else will do later if dates are too busy for it now: then
 * the log says so, and whatever goes on around it goes on.
 *
 * @param later what is done later, in a sentence of the log
 * @returns null when it was left to be done later
 */
export async function unlessBusy<T>(
  container: MedusaContainer,
  later: string,
  work: () => Promise<T>
): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!isBookingRefusal(error) || error.code !== "busy") {
      throw error
    }
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`resource_booking: busy; ${later}`)
    return null
  }
}
