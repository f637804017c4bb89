import type {
  CallContext,
  ListQuery,
  Page,
} from "../../../modules/resource_booking/types"

/** In whose name the seed writes. */
export const SEED: CallContext = { actor: { type: "system", id: null } }

const PAGE = 100

/** All rows of a list, page by page. */
export async function everyPage<T>(
  list: (page: ListQuery) => Promise<Page<T>>,
  offset = 0
): Promise<T[]> {
  const { rows, count } = await list({ limit: PAGE, offset })
  return offset + PAGE >= count
    ? rows
    : [...rows, ...(await everyPage(list, offset + PAGE))]
}
