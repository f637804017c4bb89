import type { Logger } from "@medusajs/framework/types"

/** With the publisher's three seconds before it, that is within ten. */
const END_MS = 5_000

/**
 * Ends the process in a while, should it still be there. For one that was told
 * to end and whose event bus is away: Medusa's modules on Redis wait for Redis,
 * however long, before they close. Nothing of this module's is lost by it: what
 * was not published is in the outbox.
 */
export function endWithoutBus(logger: Pick<Logger, "warn">): void {
  setTimeout(() => {
    logger.warn(
      "resource_booking: shutting down without waiting for the event bus"
    )
    process.exit(0)
  }, END_MS).unref()
}
