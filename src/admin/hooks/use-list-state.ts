import type {
  DataTableFilteringState,
  DataTablePaginationState,
  DataTableSortingState,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useSearchParams } from "react-router-dom"

import type { Query } from "../lib/sdk"

const PAGE_SIZE = 20

/** Whether a filter takes one value or any number of them. */
export type Filters = Readonly<Record<string, "one" | "many">>
const NONE: Filters = {}

/**
 * What a list shows, kept in the page's address: it survives a reload and can
 * be sent to a colleague.
 *
 * @param order by default: a field, with `-` for descending
 * @param filters those that there are; a constant, not made in each rendering
 */
export function useListState(order: string, filters: Filters = NONE) {
  const [params, setParams] = useSearchParams()
  // A filter that was added, and has no value yet, is nothing for the address.
  const [added, setAdded] = useState<Record<string, unknown>>({})

  return useMemo(() => {
    const change = (changes: Record<string, string[] | string | null>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            after.delete(name)
            const values = value === null ? [] : [value].flat()
            values.forEach((each) => after.append(name, each))
          }
          return after
        },
        { replace: true }
      )

    const page = Math.max(0, Number(params.get("page") ?? 1) - 1) || 0
    const sorted = params.get("order") ?? order
    const q = params.get("q") ?? ""
    const filtering = Object.fromEntries(
      Object.entries(filters)
        .filter(([name]) => params.has(name))
        .map(([name, kind]) => {
          const values = params.getAll(name)
          return [name, kind === "one" ? (values[0] ?? "") : values]
        })
    )
    const query: Query = {
      ...filtering,
      limit: PAGE_SIZE,
      offset: page * PAGE_SIZE,
      order: sorted,
      q: q || undefined,
    }
    return {
      query,
      isFiltered: q !== "" || Object.keys(filtering).length > 0,
      change,
      value: (name: string) => params.get(name),
      table: {
        search: {
          state: q,
          onSearchChange: (text: string) => {
            if (text !== q) {
              change({ q: text || null, page: null })
            }
          },
        },
        pagination: {
          state: { pageIndex: page, pageSize: PAGE_SIZE },
          onPaginationChange: ({ pageIndex }: DataTablePaginationState) =>
            change({ page: pageIndex === 0 ? null : String(pageIndex + 1) }),
        },
        sorting: {
          state: {
            id: sorted.replace("-", ""),
            desc: sorted.startsWith("-"),
          },
          onSortingChange: (by: DataTableSortingState | null) =>
            change({
              order: by ? `${by.desc ? "-" : ""}${by.id}` : null,
              page: null,
            }),
        },
        filtering: {
          state: { ...added, ...filtering },
          onFilteringChange: (state: DataTableFilteringState) => {
            const values = Object.keys(filters).map(
              (name) => [name, filterValues(state[name])] as const
            )
            const empty = Object.entries(state).filter(
              ([, value]) => filterValues(value) === null
            )
            setAdded(Object.fromEntries(empty))
            change({ ...Object.fromEntries(values), page: null })
          },
        },
      },
    }
  }, [params, setParams, added, order, filters])
}

export type ListState = ReturnType<typeof useListState>

/** A filter that was added but not filled in yet has no value. */
function filterValues(value: unknown): string[] | null {
  const values = (Array.isArray(value) ? value : [value]).filter(
    (each): each is string => typeof each === "string" && each !== ""
  )
  return values.length > 0 ? values : null
}
