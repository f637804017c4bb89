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
      `${resource_name} has been closed since ${start_date} (${reason.replaceAll("_", " ")}), with no end date. Set an end date, or mark it as clean again.`
    )
)
