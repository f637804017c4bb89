import { bookingsIn } from "../../checkout/booking-lines"
import { type Check, flagged } from "../check"

/** What is written against its log, and what else must always hold. */
export const invariants: Check = {
  name: "invariants",
  async run({ container, look, step }) {
    const bookings = bookingsIn(container)
    const violations = await bookings.auditRecords(look.scopes, step)
    return {
      checked: 0,
      details: violations.map(({ invariant, subject, description }) =>
        flagged(
          subject,
          `The data was changed outside the module: ${description} (${invariant}). Compare it with its log and correct what is wrong.`
        )
      ),
    }
  },
}
