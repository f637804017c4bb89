import type { MedusaContainer } from "@medusajs/framework/types"

import { bookingsIn } from "../checkout/booking-lines"
import { SYSTEM } from "../checkout/system"
import { reconcileQuietly } from "./reconcile-quietly"

const MINUTE = 60_000

const BY = {
  start: SYSTEM,
  schedule: { actor: { type: "job", id: null } },
} as const

/**
 * Gives reconciliation to the module's clock, which knows no workflows: every
 * five minutes, and when a process has started, by one worker for all.
 */
export function keepReconciling(container: MedusaContainer): void {
  bookingsIn(container).everyInTurn({
    name: "reconciliation",
    everyMs: 5 * MINUTE,
    withinMs: 30 * MINUTE,
    run: (reason) => reconcileQuietly(container, reason, BY[reason]),
  })
}
