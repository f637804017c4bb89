import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { STARTED } from "../modules/resource_booking"
import { reconcileQuietly } from "../workflows/reconciliation/reconcile-quietly"

/** What the last process left undone when it ended. */
export default async function processStarted({
  container,
}: SubscriberArgs): Promise<void> {
  const by = { actor: { type: "system", id: null } } as const
  await reconcileQuietly(container, "start", by)
}

export const config: SubscriberConfig = { event: STARTED }
