import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"

import { bookingsIn } from "../checkout/booking-lines"
import { SYSTEM } from "../checkout/system"

/** Frees the dates of a canceled order, should its hook not have. */
export default async function orderCanceled({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const reason = "the order was canceled"
  const order_id = event.data.id
  await bookingsIn(container).cancelAllocations({ order_id, reason }, SYSTEM)
}

export const config: SubscriberConfig = { event: "order.canceled" }
