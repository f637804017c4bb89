import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import type { CallContext, Finding } from "../modules/resource_booking/types"
import type { OrdersInQuestion } from "./booking-orders"
import type { Look } from "./look"
import type { SoldOrders } from "./sold-orders"

/** What a check is given. */
export type Checking = {
  container: MedusaContainer
  by: CallContext
  /** Says what it would do, and does nothing. */
  dry_run: boolean
  look: Look
  /** Said after each check, and after each scope of a check that has many. */
  step: () => Promise<void>
  /** What may be wrong with the orders of late. Read once for all checks. */
  orders: () => Promise<OrdersInQuestion>
  /** What happened to orders whose dates are not over. Read once as well. */
  sold: () => Promise<SoldOrders>
}

/** One thing that may have gone wrong: found by a query, and put right if safe. */
export type Check = {
  name: string
  /** @returns among how many things it looked, and what it found */
  run(checking: Checking): Promise<Looked>
}

export type Looked = {
  checked: number
  details: Found[]
  /** Flagged besides: more than anybody reads. */
  unlisted?: number
}

/** Without the name of its check, which the run adds. */
export type Found = Omit<Finding, "check">

export function fixed(subject: string, message: string): Found {
  return { subject, action: "fixed", message }
}

export function flagged(subject: string, message: string): Found {
  return { subject, action: "flagged", message }
}

/** A subject of which nothing is known, since looking at it failed. */
export function unchecked(subject: string, what = "It"): Found {
  return flagged(subject, `${what} could not be checked. The log says why.`)
}

/**
 * What becomes of one subject. One that can't be looked at or mended is a
 * finding of its own, and keeps no other from its turn.
 *
 * @param what of the subject it is about, in a sentence
 */
export async function attempt(
  { container }: Checking,
  subject: string,
  work: () => Promise<Found[]>,
  what?: string
): Promise<Found[]> {
  try {
    return await work()
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`resource_booking: ${subject} can't be checked`, error as Error)
    return [unchecked(subject, what)]
  }
}
