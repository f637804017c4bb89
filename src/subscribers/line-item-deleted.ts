import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { bookingsIn } from "../workflows/booking-lines"

/** A line that was removed by Medusa's own route gives its dates back. */
export default async function lineItemDeleted({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const by = { actor: { type: "system", id: null } } as const
  await bookingsIn(container).releaseLine(event.data.id, by)
}

export const config: SubscriberConfig = { event: "cart.line-item.deleted" }
