/** Columns and filters that more than one list has. */
import type {
  createDataTableColumnHelper,
  DataTableColumnDef,
  DataTableFilter,
} from "@medusajs/ui"
import type { ReactNode } from "react"

import type { Named, Names } from "../../hooks/catalog"
import type { Say } from "../../hooks/use-text"
import type { OrderSummary } from "../../lib/types"
import { ActionMenu, type MenuAction } from "./action-menu"
import { OrderLink, ResourceLink } from "./labels"

type Helper<T> = ReturnType<typeof createDataTableColumnHelper<T>>

/** What makes a column one that the list can be ordered by. */
export function sorted(say: Say) {
  return {
    enableSorting: true,
    sortAscLabel: say("list.ascending"),
    sortDescLabel: say("list.descending"),
  }
}

export function resourceColumn<T extends { resource_id: string | null }>(
  column: Helper<T>,
  say: Say,
  names: Names | undefined
) {
  return column.display({
    id: "resource",
    header: say("field.resource"),
    cell: ({ row: { original } }) => {
      const id = original.resource_id
      return id ? <ResourceLink id={id} name={names?.get(id)?.name} /> : "–"
    },
  })
}

/** @param none what stands there without an order */
export function orderColumn<T extends { order_id: string | null }>(
  column: Helper<T>,
  say: Say,
  orders: Map<string, OrderSummary> | undefined,
  none: ReactNode = "–"
) {
  return column.display({
    id: "order",
    header: say("field.order"),
    cell: ({ row: { original } }) => {
      const id = original.order_id
      return id ? <OrderLink id={id} order={orders?.get(id)} /> : none
    },
  })
}

/** @param show the day, or the moment */
export function createdColumn<T extends { created_at: string }>(
  column: Helper<T>,
  say: Say,
  show: (at: string) => string
) {
  const created = column.accessor((row) => row.created_at, {
    id: "created_at",
    header: say("field.created"),
    ...sorted(say),
    cell: ({ getValue }) => show(getValue()),
  })
  // As lists take columns, whatever their values are.
  return created as DataTableColumnDef<T, never>
}

/** The three dots, where there is something to do. */
export function actionColumn<T>(
  column: Helper<T>,
  actions: (row: T) => MenuAction[][]
) {
  return column.display({
    id: "action",
    header: "",
    cell: ({ row }) => {
      const groups = actions(row.original)
      return groups.length > 0 ? <ActionMenu groups={groups} /> : null
    },
  })
}

/** One of few values, or any number of them. */
export function choiceFilter<V extends string>(filter: {
  id: string
  label: string
  values: readonly V[]
  name: (value: V) => string
  many?: boolean
}): DataTableFilter {
  return {
    id: filter.id,
    type: filter.many ? "multiselect" : "radio",
    label: filter.label,
    options: filter.values.map((value) => ({
      value,
      label: filter.name(value),
    })),
  }
}

/** One of what has a name, by its id. */
export function namedFilter(
  id: string,
  label: string,
  records: Named[] = [],
  many = false
): DataTableFilter {
  const names = new Map(records.map((each) => [each.id, each.name]))
  return choiceFilter({
    ...{ id, label, many, values: [...names.keys()] },
    name: (value) => names.get(value) ?? value,
  })
}
