import { defineRouteConfig } from "@medusajs/admin-sdk"
import { createDataTableColumnHelper, Input } from "@medusajs/ui"
import { useEffect, useMemo, useState } from "react"

import {
  choiceFilter,
  orderColumn,
  resourceColumn,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import { Page } from "../../../components/common/page"
import { ListFilters, OrderFilter } from "../../../components/form/list-filters"
import {
  Actor,
  LogEntry,
  OperationBadge,
} from "../../../components/log/log-entry"
import { OPERATIONS } from "../../../components/log/operation-names"
import { useResourceNames } from "../../../hooks/catalog"
import { useOrders } from "../../../hooks/commitments"
import { useOperations } from "../../../hooks/operations"
import { useDebounced } from "../../../hooks/use-debounced"
import {
  type Filters,
  type ListState,
  useListState,
} from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import { addDays, isDate } from "../../../lib/dates"
import type { Query } from "../../../lib/sdk"
import type { OperationDTO } from "../../../lib/types"

const FILTERS: Filters = {
  operation: "one",
  resource_id: "one",
  order_id: "one",
  hold_id: "one",
  actor_id: "one",
  start_date: "one",
  end_date: "one",
}

const column = createDataTableColumnHelper<OperationDTO>()

const LogPage = () => {
  const { say } = useText()
  const [entry, setEntry] = useState<OperationDTO | null>(null)
  const list = useListState("-created_at", FILTERS)
  const query = useOperations(queryOf(list))
  const operations = query.data?.operations
  return (
    <Page>
      <DataList
        title={say("menu.log")}
        description={say("log.text")}
        columns={useColumns(operations ?? [])}
        rows={operations}
        counted={query.data}
        list={list}
        query={query}
        search={false}
        sortable={false}
        filters={[
          choiceFilter({
            ...{ id: "operation", label: say("field.operation") },
            ...{ values: OPERATIONS, name: (value) => value },
          }),
        ]}
        more={
          <>
            <ListFilters list={list} />
            <OrderFilter list={list} />
            <IdFilter list={list} name="hold_id" label={say("log.holdId")} />
            <IdFilter list={list} name="actor_id" label={say("log.actorId")} />
          </>
        }
        empty={{ title: say("log.none"), text: say("log.noneText") }}
        onRowClick={setEntry}
      />
      {entry && <LogEntry entry={entry} onClose={() => setEntry(null)} />}
    </Page>
  )
}

export default LogPage

/** Days of the reader's own: a log is read by who was there. */
function queryOf({ query, value }: ListState): Query {
  const { start_date: _, end_date: __, order: ___, q: ____, ...rest } = query
  const from = value("start_date")
  const to = value("end_date")
  return {
    ...rest,
    ...(isDate(from) ? { from: startOfDay(from) } : {}),
    ...(isDate(to) ? { to: startOfDay(addDays(to, 1)) } : {}),
  }
}

function startOfDay(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number)
  return new Date(year, month - 1, day).toISOString()
}

function IdFilter(props: {
  list: ListState
  name: "hold_id" | "actor_id"
  label: string
}) {
  const { list, name, label } = props
  const current = list.value(name) ?? ""
  const [text, setText] = useState(current)
  const settled = useDebounced(text.trim(), 500)
  const { change } = list
  useEffect(() => {
    if (settled !== current) {
      change({ [name]: settled || null, page: null })
    }
    // Only what was typed is to be followed, not what the address says.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled])
  return (
    <div className="w-44">
      <Input
        size="small"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </div>
  )
}

function useColumns(operations: OperationDTO[]) {
  const { say, moment } = useText()
  const { data: names } = useResourceNames(
    operations.flatMap(({ resource_id }) => resource_id ?? [])
  )
  const { data: orders } = useOrders(operations.map((each) => each.order_id))
  return useMemo(
    () => [
      column.accessor("created_at", {
        header: say("log.when"),
        cell: ({ getValue }) => moment(getValue()),
      }),
      column.accessor("operation", {
        header: say("field.operation"),
        cell: ({ getValue }) => <OperationBadge operation={getValue()} />,
      }),
      column.display({
        id: "actor",
        header: say("log.who"),
        cell: ({ row }) => <Actor entry={row.original} />,
      }),
      resourceColumn(column, say, names),
      orderColumn(column, say, orders),
      column.accessor("reason", {
        header: say("field.reason"),
        cell: ({ getValue }) => getValue() ?? "–",
      }),
    ],
    [say, moment, names, orders]
  )
}

export const handle = { breadcrumb: crumb("menu.log") }

export const config = defineRouteConfig({
  label: "menu.log",
  translationNs: "resource_booking",
  rank: 10,
})
