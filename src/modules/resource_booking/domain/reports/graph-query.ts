import { MAX_LIMIT, type Paging } from "../shared/list-query"
import { accept, type Decision, refuse } from "../shared/refusals"
import { isStorable } from "../shared/text"

/** What Medusa's query gives a module's list method, as far as it is used. */
export type GraphFilters = Record<string, unknown>
export type GraphOptions = {
  skip?: number
  /** null for all. */
  take?: number | null
  order?: Record<string, unknown>
  relations?: string[]
}

/** Values that a column must have one of, by the column's name. */
export type Keys = Record<string, string[]>
export type GraphQuery = { keys: Keys; paging: Paging }

/** What a list can be asked for. */
export type Askable = {
  keys: readonly string[]
  fields: readonly string[]
  /** The order when none is given, ascending. */
  byDefault: string
}

/**
 * Reads a filter and its options. All rows that have the keys are wanted unless
 * it says how many; without a key, a page.
 */
export function graphQueryOf(
  filters: GraphFilters,
  options: GraphOptions,
  { keys: known, fields, byDefault }: Askable
): Decision<GraphQuery> {
  const keys: Keys = {}
  for (const [name, value] of Object.entries(filters)) {
    const values = [value].flat()
    // A context is for modules that price and translate.
    if (value === undefined || name === "context") {
      continue
    }
    if (!known.includes(name)) {
      return refuse(
        "invalid_data",
        `These records can be filtered only by: ${known.join(", ")}.`
      )
    }
    if (!values.every(isKey)) {
      return refuse("invalid_data", `${name} must be an id or a list of ids.`)
    }
    keys[name] = values
  }
  const all = Object.keys(keys).length > 0 ? Number.MAX_SAFE_INTEGER : MAX_LIMIT
  const { skip: offset = 0, take, order = {} } = options
  const limit = take ?? all
  const [[field, direction] = [byDefault, "ASC"]] = Object.entries(order)
  if (![limit, offset].every((n) => Number.isSafeInteger(n) && n >= 0)) {
    return refuse(
      "invalid_data",
      "take and skip must be whole numbers of at least 0."
    )
  }
  if (!fields.includes(field)) {
    return refuse(
      "invalid_data",
      `These records can be ordered only by: ${fields.join(", ")}.`
    )
  }
  const descending = String(direction).toUpperCase() === "DESC"
  return accept({
    keys,
    paging: { limit, offset, order: { field, descending } },
  })
}

function isKey(value: unknown): value is string {
  return typeof value === "string" && isStorable(value)
}
