import type { MedusaContainer } from "@medusajs/framework/types"

/** What Medusa hands to a hook's handler beside its data. */
export type HookContext = {
  container: MedusaContainer
  idempotencyKey?: string
  eventGroupId?: string
}

/**
 * Runs a workflow as a step of the one that has the hook: that one has the
 * cart's lock, so it takes none of its own, and its events wait for that
 * one's end.
 */
export function nestedIn({ idempotencyKey, eventGroupId }: HookContext) {
  return {
    ...(idempotencyKey ? { parentStepIdempotencyKey: idempotencyKey } : {}),
    ...(eventGroupId ? { eventGroupId } : {}),
    preventReleaseEvents: true,
  }
}
