import { flagged } from "../check"
import { inspection, onDates } from "../inspection"

/**
 * Somebody has dates that are not kept: they can be sold a second time. They
 * are not just kept again, since it is not known which of the two is wrong, and
 * somebody else may have them by now.
 */
export const lostClaims = inspection(
  "lost_claims",
  ({ resource_name, claimant_id, kind, first, last }) => {
    const whose = kind === "hold" ? "the held item" : "allocation"
    const then =
      kind === "hold"
        ? "release the hold, or let it expire"
        : "move it to other dates or another resource and back, or cancel it and book again"
    return flagged(
      claimant_id,
      `${resource_name} is no longer kept for ${whose} ${claimant_id} ${onDates(first, last)} and could be sold again. Black out these dates; then ${then}.`
    )
  }
)
