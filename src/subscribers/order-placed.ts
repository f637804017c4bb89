import {
  container as store,
  type SubscriberArgs,
  type SubscriberConfig,
} from "@medusajs/framework"

import { hasMarkedLines } from "../checkout/paid-orders"
import { isBookingRefusal } from "../modules/resource_booking"
import { registerHooksAtStart } from "../workflows/hooks"
import { confirmBookingsWorkflow } from "../workflows/orders/confirm-bookings"

// Medusa loads subscribers when all workflows are there, the store's and every
// plugin's: whoever has a handler of his own has it by now.
registerHooksAtStart(store)

/**
 * Confirms once more what the completion has confirmed; the event may come
 * late, twice or never. An order without a line that says it is a booking costs
 * one look; one that isn't paid, or was canceled meanwhile, gets nothing.
 */
export default async function orderPlaced({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const order_id = event.data.id
  if (await hasMarkedLines(container, order_id)) {
    await confirmBookingsWorkflow(container)
      .run({ input: { order_id } })
      .catch(unlessRefused)
  }
}

function unlessRefused(error: unknown): void {
  if (!isBookingRefusal(error)) {
    throw error
  }
}

export const config: SubscriberConfig = { event: "order.placed" }
