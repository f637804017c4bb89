/** One thing that a check found. */
export type Finding = {
  check: string
  /** The id of what it is about. */
  subject: string
  action: "fixed" | "flagged"
  message: string
}

/** What checks found, and among how many things. */
export type Findings = { checked: number; details: Finding[] }

/** More than this nobody reads; the numbers count all. */
export const MAX_DETAILS = 500

/** A report's figures: what needs somebody first. */
export function tally({ checked, details }: Findings): Findings & {
  fixed: number
  flagged: number
} {
  const flagged = details.filter(({ action }) => action === "flagged")
  const fixed = details.filter(({ action }) => action === "fixed")
  return {
    checked,
    fixed: fixed.length,
    flagged: flagged.length,
    details: [...flagged, ...fixed].slice(0, MAX_DETAILS),
  }
}
