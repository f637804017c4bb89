import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { STARTED } from "../modules/resource_booking"
import { reconcileQuietly } from "../workflows/reconciliation/reconcile-quietly"
import { SYSTEM } from "../workflows/system"

/** What the last process left undone when it ended. */
export default async function processStarted({
  container,
}: SubscriberArgs): Promise<void> {
  await reconcileQuietly(container, "start", SYSTEM)
}

export const config: SubscriberConfig = { event: STARTED }
