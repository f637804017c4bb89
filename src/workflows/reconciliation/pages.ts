import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Of rows with a column or two: 50 ms each. */
const PAGE = 1_000

/** Rows of another module, by id, page by page. */
export async function* pagesOf<T extends { id: string }>(
  container: MedusaContainer,
  entity: string,
  fields: string[],
  filters: object
): AsyncGenerator<T[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  for (let after = ""; ;) {
    const { data } = await query.graph({
      entity,
      fields,
      filters: { ...filters, id: { $gt: after } },
      pagination: { take: PAGE, order: { id: "ASC" } },
    })
    const rows = data as unknown as T[]
    if (rows.length > 0) {
      yield rows
    }
    if (rows.length < PAGE) {
      return
    }
    after = rows.at(-1)?.id as string
  }
}

/** Orders with all their lines or payments are costly to read. */
const WHOLE_PAGE = 100

/** Ids of orders that are read whole. */
export function inPages(ids: string[]): string[][] {
  const pages = Math.ceil(ids.length / WHOLE_PAGE)
  return Array.from({ length: pages }, (_, i) =>
    ids.slice(i * WHOLE_PAGE, (i + 1) * WHOLE_PAGE)
  )
}
