import { accept, refuse, type Decision } from "./refusals"
import { isStorable } from "./text"

export const DEFAULT_LIMIT = 20
export const MAX_LIMIT = 100
/** Resources on a page of the calendar, which is a list of another kind. */
export const MAX_CALENDAR_ROWS = 500

/** Which rows of a list are wanted, and in which order. */
export type Paging = {
  limit: number
  offset: number
  order: { field: string; descending: boolean }
}

/**
 * Reads how a list is to be paged and ordered.
 *
 * @param fields what the list can be ordered by
 * @param byDefault the order when none is given, `-` for descending
 * @param most rows of a page
 */
export function pagingOf(
  query: { limit?: number; offset?: number; order?: string; q?: string },
  fields: readonly string[],
  byDefault: string,
  most: number = MAX_LIMIT
): Decision<Paging> {
  if (!isStorable(query)) {
    return refuse("invalid_data", "A filter has a character that can't be.")
  }
  const { limit = DEFAULT_LIMIT, offset = 0 } = query
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    return refuse("invalid_data", `A limit is 1 to ${most}.`)
  }
  if (!Number.isSafeInteger(offset) || offset < 0) {
    return refuse("invalid_data", "An offset is a whole number from 0.")
  }
  const order = query.order ?? byDefault
  const descending = order.startsWith("-")
  const field = descending ? order.slice(1) : order
  if (!fields.includes(field)) {
    const known = fields.join(", ")
    return refuse("invalid_data", `This list is ordered by one of: ${known}.`)
  }
  return accept({ limit, offset, order: { field, descending } })
}
