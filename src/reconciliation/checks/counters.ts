import { bookingsIn } from "../../checkout/booking-lines"
import { type Check, flagged } from "../check"

/**
 * The counters of each date against its claims. The database keeps them, so a
 * difference means that somebody has worked around it: nothing is guessed.
 */
export const counters: Check = {
  name: "counters",
  async run({ container, look }) {
    const bookings = bookingsIn(container)
    const { checked, violations } = await bookings.auditCounters(look.scopes)
    return {
      checked,
      details: violations.map(({ subject, description }) =>
        flagged(subject, `On this date ${description}.`)
      ),
    }
  },
}
