import {
  container as store,
  type SubscriberArgs,
  type SubscriberConfig,
} from "@medusajs/framework"

import { settlePaidOrder } from "../checkout/confirm-order"
import { SYSTEM } from "../checkout/system"
import { registerHooksAtStart } from "../workflows/hooks"

// Medusa loads subscribers when all workflows are there, the store's and every
// plugin's: whoever has a handler of his own has it by now.
registerHooksAtStart(store)

/**
 * Confirms once more what the completion has confirmed; the event may come
 * late, twice or never.
 */
export default async function orderPlaced({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await settlePaidOrder(container, event.data.id, SYSTEM)
}

export const config: SubscriberConfig = { event: "order.placed" }
