import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"

import { bookingsIn } from "../checkout/booking-lines"
import { PROBE } from "../modules/resource_booking"

/** The bus takes events, and delivers them: health says since when it has not. */
export default async function busProbe({
  container,
}: SubscriberArgs): Promise<void> {
  await bookingsIn(container).noteDelivery()
}

export const config: SubscriberConfig = { event: PROBE }
