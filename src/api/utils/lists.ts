import type { Page } from "../../modules/resource_booking/types"
import { type Answer, ok } from "./answers"
import { pick } from "./fields"

type ListQuery = {
  limit: number
  offset: number
  fields?: string[] | undefined
}

/**
 * Medusa's answer to a list: the rows under their plural, and the paging.
 *
 * @param besides what this list says more
 */
export function listed<T extends object>(
  plural: string,
  { rows, count, count_is_capped, next }: Page<T>,
  { fields, limit, offset }: ListQuery,
  besides: Record<string, unknown> = {}
): Answer {
  return ok({
    [plural]: rows.map((row) => pick(row, fields)),
    ...{ count, count_is_capped, offset, limit, next },
    ...besides,
  })
}

/** The query without what only the answer needs. */
export function withoutFields<T extends { fields?: unknown }>(
  query: T
): Omit<T, "fields"> {
  const { fields: _, ...rest } = query
  return rest
}
