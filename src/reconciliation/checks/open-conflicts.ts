import { bookingsIn } from "../../checkout/booking-lines"
import { isGivenBack } from "../../checkout/money"
import { isBookingRefusal } from "../../modules/resource_booking"
import type { ConflictDTO } from "../../modules/resource_booking/types"
import { resolveConflictWorkflow } from "../../workflows/conflicts/resolve-conflict"
import {
  attempt,
  type Check,
  type Checking,
  fixed,
  flagged,
  type Found,
} from "../check"

const REFUNDED = "the payment was refunded"

/**
 * Late payments that nobody has settled. One whose money is back is settled by
 * that; the others wait for staff.
 */
export const openConflicts: Check = {
  name: "open_conflicts",
  async run(checking) {
    const bookings = bookingsIn(checking.container)
    const found: Found[] = []
    let checked = 0
    let page = await bookings.listOpenConflicts("")
    while (page.length > 0) {
      checked += page.length
      for (const conflict of page) {
        const work = async () => [await settle(checking, conflict)]
        found.push(...(await attempt(checking, subjectOf(conflict), work)))
      }
      page = await bookings.listOpenConflicts(page.at(-1)?.id as string)
    }
    return { checked, details: found }
  },
}

function subjectOf({ id, order_id, cart_id }: ConflictDTO): string {
  return order_id ?? cart_id ?? id
}

async function settle(
  { container, by, dry_run }: Checking,
  conflict: ConflictDTO
): Promise<Found> {
  const { id, order_id, cart_id, dates } = conflict
  const subject = subjectOf(conflict)
  if (!(await isGivenBack(container, { order_id, cart_id }))) {
    const lost = ["has lost its dates", ...dates].join(" ")
    return flagged(subject, `It is paid but ${lost}. Settle conflict ${id}.`)
  }
  if (!dry_run) {
    // Staff may have settled it in another way just now.
    await resolveConflictWorkflow(container)
      .run({ input: { id, outcome: "refunded", note: REFUNDED, by } })
      .catch(orSettled)
  }
  return fixed(
    subject,
    `The payment was refunded, so conflict ${id} is settled.`
  )
}

function orSettled(error: unknown): void {
  if (!isBookingRefusal(error)) {
    throw error
  }
}
