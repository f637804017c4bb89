import { targetId } from "../../../domain/holds/normalize-items"
import type { Database } from "../../../sql/database"
import { askStore } from "../../shared/ask-store"
import { identify } from "../../shared/identities"
import { replayInsteadOf, writtenOut } from "./choose"
import type { NewRequest, Outcome } from "./types"

/**
 * Has the store's own code look at a request before it queues for anything.
 * What is wrong with the request itself is said first, and a repeated one gets
 * its hold, whatever the store says by now.
 *
 * @returns null when the store has nothing against it
 */
export async function askFirst(
  db: Database,
  request: NewRequest
): Promise<Outcome | null> {
  const { call, input, staff } = request
  try {
    const ids = input.items.map(targetId)
    const identities = await identify(db, db, ids)
    const wanted = await writtenOut(db, db, request, identities)
    await askStore(call, {
      way: staff ? "staff" : request.replaces ? "change" : "place",
      items: wanted.map(({ target, dates, quantity }) => ({
        resource_id: "resource_id" in target ? target.resource_id : null,
        group_id: "group_id" in target ? target.group_id : null,
        ...{ dates, quantity },
      })),
      hold_id: request.replaces,
      cart_id: input.cart_id ?? null,
      variant_id: input.line?.variant_id ?? null,
      customer_id: input.customer_id ?? null,
      email: input.email ?? null,
      metadata: input.metadata ?? {},
    })
    return null
  } catch (error) {
    return replayInsteadOf(error, db, request)
  }
}
