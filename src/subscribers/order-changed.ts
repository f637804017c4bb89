import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"

import { fitOrder } from "../checkout/fit-order"
import { SYSTEM } from "../checkout/system"

/**
 * An edit was confirmed, or a return received, also of an exchange or a claim:
 * what the order has no more is free again. The event may come twice.
 */
export default async function orderChanged({
  event,
  container,
}: SubscriberArgs<{ order_id: string }>): Promise<void> {
  await fitOrder(container, event.data.order_id, SYSTEM)
}

export const config: SubscriberConfig = {
  event: ["order-edit.confirmed", "order.return_received"],
}
