import { bookingsIn } from "../../booking-lines"
import { flagged, type Check } from "../check"

/**
 * All that is written against its log, and what else must always hold. It reads
 * everything that there ever was, so the clock's runs leave it out.
 */
export const invariants: Check = {
  name: "invariants",
  async run({ container, isThorough }) {
    if (!isThorough) {
      return { checked: 0, details: [] }
    }
    const violations = await bookingsIn(container).auditRecords()
    return {
      checked: 0,
      details: violations.map(({ invariant, subject, description }) =>
        flagged(
          subject,
          `Somebody has written past the module: ${description} (${invariant}). Compare it with its log, and put right what is wrong.`
        )
      ),
    }
  },
}
