import { bookingsIn } from "../../checkout/booking-lines"
import { type Check, fixed } from "../check"

/** Events that were written and not published: they are, now. */
export const unpublishedEvents: Check = {
  name: "unpublished_events",
  async run({ container, dry_run }) {
    const bookings = bookingsIn(container)
    const late = await bookings.countLateEvents()
    if (late > 0 && !dry_run) {
      await bookings.publishEvents()
    }
    const message = `Late events published now: ${late}.`
    return {
      checked: late,
      details: late > 0 ? [fixed("outbox", message)] : [],
    }
  },
}
