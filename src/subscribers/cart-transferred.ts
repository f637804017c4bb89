import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"

import { adoptCart } from "../checkout/adopt-cart"
import { openCart } from "../checkout/priced-lines"

/** A guest has logged in: what his cart holds is the customer's. */
export default async function cartTransferred({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await adoptCart(container, await openCart(container, event.data.id))
}

export const config: SubscriberConfig = { event: "cart.customer_transferred" }
