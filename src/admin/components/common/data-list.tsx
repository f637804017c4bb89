import {
  Container,
  DataTable,
  type DataTableColumnDef,
  type DataTableFilter,
  Heading,
  Text,
  useDataTable,
} from "@medusajs/ui"
import type { ReactNode } from "react"

import type { ListState } from "../../hooks/use-list-state"
import { useText } from "../../hooks/use-text"
import type { Counted } from "../../lib/types"
import { Pages } from "./pages"
import { Failed } from "./states"

type Props<T extends { id: string }> = {
  title: string
  description?: string
  level?: "h1" | "h2"
  /** DataTable's own columns may hold values of any type. */
  columns: DataTableColumnDef<T, never>[]
  rows: T[] | undefined
  counted: Counted | undefined
  list: ListState
  filters?: DataTableFilter[]
  /** Further filters, in a row of their own. */
  more?: ReactNode
  actions?: ReactNode
  search?: boolean
  /** What can be searched for, where it is not any text. */
  searchHint?: string
  sortable?: boolean
  empty: { title: string; text: string }
  query: { isLoading: boolean; error: unknown; refetch: () => unknown }
  onRowClick?: (row: T) => void
}

/** A list of records: search, filters, order and pages by the server. */
export function DataList<T extends { id: string }>(props: Props<T>) {
  const { list, query, filters, search = true, sortable = true } = props
  const { say } = useText()
  // What the table hands on is its own row, not the record.
  const click = (id: string) => {
    const record = props.rows?.find((row) => row.id === id)
    if (record) {
      props.onRowClick?.(record)
    }
  }
  const instance = useDataTable<T>({
    data: props.rows ?? [],
    columns: props.columns as DataTableColumnDef<T>[],
    getRowId: ({ id }) => id,
    rowCount: props.counted?.count ?? 0,
    isLoading: query.isLoading,
    pagination: list.table.pagination,
    ...(search ? { search: list.table.search } : {}),
    ...(sortable ? { sorting: list.table.sorting } : {}),
    ...(filters ? { filters, filtering: list.table.filtering } : {}),
    ...(props.onRowClick ? { onRowClick: (_, { id }) => click(id) } : {}),
  })
  const failed = query.error !== null && props.rows === undefined
  return (
    <Container className="divide-y overflow-hidden p-0">
      <DataTable instance={instance}>
        <DataTable.Toolbar
          className="flex flex-col items-start justify-between gap-3 lg:flex-row lg:items-center"
          translations={{
            clearAll: say("list.clear"),
            sort: say("list.sort"),
          }}
        >
          <div className="min-w-0">
            <Heading level={props.level ?? "h1"}>{props.title}</Heading>
            {props.description && (
              <Text className="text-ui-fg-subtle text-pretty" size="small">
                {props.description}
              </Text>
            )}
          </div>
          <div className="flex w-full shrink-0 flex-wrap items-center gap-2 lg:w-auto lg:justify-end">
            {filters && filters.length > 0 && (
              <DataTable.FilterMenu tooltip={say("list.filter")} />
            )}
            {sortable && <DataTable.SortingMenu tooltip={say("list.sort")} />}
            {search && (
              <div className="w-full sm:w-56">
                <DataTable.Search
                  placeholder={props.searchHint ?? say("list.search")}
                />
              </div>
            )}
            {props.actions}
          </div>
        </DataTable.Toolbar>
        {props.more && (
          <div className="flex flex-wrap items-center gap-2 border-t px-6 py-2">
            {props.more}
          </div>
        )}
        {failed ? (
          <Failed error={query.error} retry={() => void query.refetch()} />
        ) : (
          <>
            <DataTable.Table
              emptyState={{
                empty: {
                  heading: list.isFiltered
                    ? say("list.none")
                    : props.empty.title,
                  description: list.isFiltered
                    ? say("list.noneText")
                    : props.empty.text,
                },
                filtered: {
                  heading: say("list.none"),
                  description: say("list.noneText"),
                },
              }}
            />
            <Pages
              list={list}
              counted={props.counted}
              shown={props.rows?.length ?? 0}
            />
          </>
        )}
      </DataTable>
    </Container>
  )
}
