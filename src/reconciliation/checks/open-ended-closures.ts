import { flagged } from "../check"
import { inspection } from "../inspection"

/**
 * Out of order, and nobody has said until when: it is forgotten easily, and
 * never sold again. A freeze has no end on purpose.
 */
export const openEndedClosures = inspection(
  "open_ended_closures",
  ({ resource_name, blackout_id, reason, start_date }) =>
    flagged(
      blackout_id,
      `${resource_name} is closed since ${start_date} (${reason.replaceAll("_", " ")}), and nobody has said until when: give it a last date, or say that it is clean again.`
    )
)
