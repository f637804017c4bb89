import { flagged } from "../check"
import { inspection, onDates } from "../inspection"

/**
 * Dates that are kept for nobody who has them: they can't be sold. They are not
 * just freed, since the booking may have been ended by mistake.
 */
export const strayClaims = inspection(
  "stray_claims",
  ({ resource_name, claimant_id, first, last }) =>
    flagged(
      claimant_id,
      `${resource_name} is kept ${onDates(first, last)} for ${claimant_id}, which does not have these dates. Nobody can book them until these claims are deleted from the database.`
    )
)
