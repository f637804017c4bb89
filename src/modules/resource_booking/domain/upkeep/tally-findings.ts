import type { z } from "zod"

import type * as R from "../../records"

/** One thing that a check found. */
export type Finding = z.infer<typeof R.Finding>

/** What checks found, and among how many things. */
export type Findings = {
  checked: number
  details: Finding[]
  /** Flagged besides, and not among the details. */
  unlisted?: number
}

/** More than this nobody reads; the numbers count all. */
export const MAX_DETAILS = 500

/** A report's figures: what needs somebody first. */
export function tally({ checked, details, unlisted = 0 }: Findings): {
  checked: number
  fixed: number
  flagged: number
  details: Finding[]
} {
  const flagged = details.filter(({ action }) => action === "flagged")
  const fixed = details.filter(({ action }) => action === "fixed")
  return {
    checked,
    fixed: fixed.length,
    flagged: flagged.length + unlisted,
    details: [...flagged, ...fixed].slice(0, MAX_DETAILS),
  }
}
