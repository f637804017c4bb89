import type { Inspections } from "../../modules/resource_booking/types"
import { flagged } from "../check"
import { inspection } from "../inspection"

type Stray = Inspections["stray_occupancies"]

/** Somebody is in by an allocation that gives no right to it. */
export const strayOccupancies = inspection("stray_occupancies", (row) =>
  flagged(
    row.allocation_id,
    `${row.resource_name} is occupied with allocation ${row.allocation_id}, ${reasonOf(row)}.`
  )
)

const BOOK_AGAIN =
  "check the guest out, and book the rest of the stay if they are to keep it"

function reasonOf({ why, replaced_by, arrival }: Stray): string {
  switch (why) {
    case "deleted":
      return "but the resource was deleted: restore it, and check the guest out"
    case "replaced":
      return `which was moved to ${replaced_by}: check the guest out, and in again with that one`
    case "canceled":
      return `which was canceled: ${BOOK_AGAIN}`
    case "ended":
      return `which says that the guest has left or never came: ${BOOK_AGAIN}`
    case "early":
      return `which begins on ${arrival}: check the guest out, or book the days until then`
    case "unkept":
      return `for which no date is kept: ${BOOK_AGAIN}`
  }
}
