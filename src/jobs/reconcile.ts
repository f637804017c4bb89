import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcileQuietly } from "../workflows/reconciliation/reconcile-quietly"

/** Every five minutes, in every process: one of them does it. */
export default async function reconcileOnSchedule(
  container: MedusaContainer
): Promise<void> {
  const by = { actor: { type: "job", id: null } } as const
  await reconcileQuietly(container, "schedule", by)
}

export const config = {
  name: "resource-booking-reconcile",
  schedule: "*/5 * * * *",
}
