import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { logger } from "@medusajs/framework/logger"
import { settlePaidOrder } from "../workflows/confirm-order"
import { registerHooks } from "../workflows/hooks"

// Medusa loads subscribers when all workflows are there, the store's and every
// plugin's: whoever has a handler of his own has it by now.
for (const { hook, handler } of registerHooks()) {
  logger.warn(
    `resource_booking: ${hook} has a handler already; call ${handler} there, from medusa-resource-booking/workflows`
  )
}

/**
 * Confirms once more what the completion has confirmed; the event may come
 * late, twice or never.
 */
export default async function orderPlaced({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const by = { actor: { type: "system", id: null } } as const
  await settlePaidOrder(container, event.data.id, by)
}

export const config: SubscriberConfig = { event: "order.placed" }
