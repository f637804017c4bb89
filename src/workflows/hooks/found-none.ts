import type { MedusaContainer } from "@medusajs/framework/types"

/** What Medusa hands to a step; a store that calls a handler may leave some out. */
export type CompletionContext = {
  container: MedusaContainer
  " getStepResult"?: (stepId: string) => unknown
}

/** The answer of `validate` to a cart that has nothing to do with bookings. */
export const FOUND_NONE = { resource_booking: "none" } as const

/**
 * Whether this very completion has looked already, and found no bookings: the
 * order is made of the lines that it looked at, under the cart's lock. Where the
 * store calls the handlers itself, nothing is known of it: then they look.
 */
export function hasFoundNone(context: CompletionContext): boolean {
  const found = context[" getStepResult"]?.("validate")
  return (
    (found as Partial<typeof FOUND_NONE> | undefined)?.resource_booking ===
    FOUND_NONE.resource_booking
  )
}
