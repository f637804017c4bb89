import type { Inspections } from "../../modules/resource_booking/types"
import { flagged } from "../check"
import { inspection } from "../inspection"

type Stray = Inspections["stray_occupancies"]

/** Somebody is in by an allocation that gives no right to it. */
export const strayOccupancies = inspection("stray_occupancies", (row) =>
  flagged(
    row.allocation_id,
    `Somebody is in ${row.resource_name} by allocation ${row.allocation_id}, ${reasonOf(row)}.`
  )
)

const BOOK_AGAIN =
  "check them out, and book the rest of the stay if they are to keep it"

function reasonOf({ why, replaced_by, arrival }: Stray): string {
  switch (why) {
    case "deleted":
      return "and the resource was deleted: restore it, and check them out"
    case "replaced":
      return `which was moved to ${replaced_by}: check them out, and in again by that one`
    case "canceled":
      return `which was canceled: ${BOOK_AGAIN}`
    case "ended":
      return `which says that they have left or never came: ${BOOK_AGAIN}`
    case "early":
      return `which begins on ${arrival}: check them out, or book the days until then`
    case "unkept":
      return `for which no date is kept: ${BOOK_AGAIN}`
  }
}
