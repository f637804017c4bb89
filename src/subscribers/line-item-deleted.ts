import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { Modules } from "@medusajs/framework/utils"

import { bookingsIn } from "../checkout/booking-lines"
import { SYSTEM } from "../checkout/system"

/**
 * A line that was removed by Medusa's own route gives its dates back. One that
 * is there again does not: a change of the cart may have failed and put it
 * back.
 */
export default async function lineItemDeleted({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const { id } = event.data
  const there = await container
    .resolve(Modules.CART)
    .listLineItems({ id: [id] }, { select: ["id"] })
  if (there.length === 0) {
    await bookingsIn(container).releaseLine(id, SYSTEM)
  }
}

export const config: SubscriberConfig = { event: "cart.line-item.deleted" }
