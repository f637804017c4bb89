import type { CalendarDate } from "../domain/shared/calendar"
import type { ACTOR_TYPES } from "../records"

export type { CalendarDate, Span } from "../domain/shared/calendar"
export type {
  DetailsOf,
  RecordName,
  RefusalCode,
  RefusalDetails,
} from "../domain/shared/refusals"

export type Metadata = Record<string, unknown>

/** Who does something. A shopper who is not logged in is a customer without id. */
export type Actor = {
  type: (typeof ACTOR_TYPES)[number]
  id: string | null
}

export type CallContext = { actor: Actor }

/** Paging as in all of Medusa's lists; `order` is a field name, `-` for descending. */
export type ListQuery = {
  limit?: number
  /** At most 10,000. */
  offset?: number
  /** The `next` of the page before, instead of an offset. */
  after?: string
  order?: string
  q?: string
}

export type Page<T> = {
  rows: T[]
  /** Exact up to 1,000; then at least so many, and more than this page's. */
  count: number
  count_is_capped: boolean
  /** Where the next page begins, as `after`; null on the last one. */
  next: string | null
}

/**
 * Sales channels in which shoppers look: they are shown what published products
 * sell there, and what no product sells if the option `show_unlinked` says so.
 * Without it all is shown: to staff, and to the store's own code.
 */
export type SoldIn = { sold_in?: string[] }

/** A stay that a search must find free: every date of it, `quantity` units. */
export type StayQuery = {
  start_date: CalendarDate
  end_date: CalendarDate
  quantity?: number
}
