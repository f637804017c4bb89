import type { CalendarDate } from "../shared/calendar"

/** A member of a group that has room for a whole stay. */
export type Candidate = {
  resource_id: string
  /** Free units on each date of the stay, in the stay's order. */
  free: number[]
  /** Dates free directly before and after the stay, up to the search's bound. */
  gap_before: number
  gap_after: number
}

/** "Any `quantity` units of this group on these dates." */
export type GroupRequest = {
  dates: CalendarDate[]
  quantity: number
  candidates: Candidate[]
}

export type Choice = { resource_id: string; quantity: number }
