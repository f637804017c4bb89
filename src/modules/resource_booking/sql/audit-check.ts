import type { Within } from "./check-scope"

/**
 * A query whose every row breaks an invariant; it answers `{ subject }`. What it
 * starts from is in the scope: then so is all that it says, since nothing is
 * about two holds, dates or resources.
 */
export type AuditCheck = {
  invariant: string
  description: string
  text: (within: Within) => string
}
