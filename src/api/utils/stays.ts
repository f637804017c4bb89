import type { StayQuery } from "../../modules/resource_booking/types"

type Params = {
  fields?: unknown
  start_date?: string | undefined
  end_date?: string | undefined
  quantity?: number | undefined
}

/** Takes a list's query apart: its filters, and the stay that it searches for. */
export function stayOf<T extends Params>(
  query: T
): { filters: Omit<T, keyof Params>; stay: StayQuery | null } {
  const { fields: _, start_date, end_date, quantity, ...filters } = query
  const stay =
    start_date !== undefined && end_date !== undefined
      ? { start_date, end_date, ...(quantity !== undefined && { quantity }) }
      : null
  return { filters, stay }
}
