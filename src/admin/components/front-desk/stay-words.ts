import type { TextKey } from "../../hooks/use-text"
import type { BoardRoom, BoardStay } from "../../lib/types"

/** What a stay is on the date that the board shows. */
export function headingOf({ on_date }: BoardStay): TextKey {
  switch (on_date.is) {
    case "expected":
      return on_date.arrives
        ? "board.arrives"
        : on_date.leaves
          ? "board.leaves"
          : "board.stays"
    case "in_house":
      return on_date.leaves ? "board.leaves" : "board.in_house"
    case "departed":
      return "board.state.departed"
    case "no_show":
      return "board.state.no_show"
  }
}

/** In short: of somebody who stays, until when. */
export function detailOf(stay: BoardStay, { is_today }: BoardRoom): TextKey {
  const { is, arrives, leaves } = stay.on_date
  if (is === "in_house" && leaves && is_today && !stay.is_overdue) {
    return "board.leavesToday"
  }
  const isThere = is === "in_house" || (is === "expected" && !arrives)
  const isPastItsEnd = is_today && stay.is_overdue
  return isThere && (!leaves || isPastItsEnd) ? "board.until" : headingOf(stay)
}
