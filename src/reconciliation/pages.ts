import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Of rows with a column or two: 50 ms each. */
export const PAGE = 1_000

/** Rows of another module, by id after one, page by page. */
export async function* pagesOf<T extends { id: string }>(
  container: MedusaContainer,
  entity: string,
  fields: string[],
  filters: object,
  from = ""
): AsyncGenerator<T[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  for (let after = from; ;) {
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

/** The first pages of some. */
export async function* firstPages<T>(
  pages: AsyncIterable<T[]>,
  most: number
): AsyncGenerator<T[]> {
  let given = 0
  for await (const page of pages) {
    yield page
    if (++given === most) {
      return
    }
  }
}

/** Orders with all their lines or payments are costly to read. */
const WHOLE_PAGE = 100

/** Ids of orders that are read whole. */
export function inPages(ids: string[]): string[][] {
  return chunks(ids, WHOLE_PAGE)
}

/** Ids of rows of which a column or two is read. */
export function inThousands(ids: string[]): string[][] {
  return chunks(ids, PAGE)
}

function chunks(ids: string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, i) =>
    ids.slice(i * size, (i + 1) * size)
  )
}
