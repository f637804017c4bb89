import { defineRouteConfig } from "@medusajs/admin-sdk"
import {
  Button,
  createDataTableColumnHelper,
  StatusBadge,
  Text,
} from "@medusajs/ui"
import { useMemo } from "react"

import {
  choiceFilter,
  createdColumn,
  orderColumn,
  sorted,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import { ResourceLink } from "../../../components/common/labels"
import { ReadFirst } from "../../../components/common/modals"
import { Page } from "../../../components/common/page"
import { ResolveConflict } from "../../../components/conflict/resolve-conflict"
import { useResourceNames } from "../../../hooks/catalog"
import {
  useConflict,
  useConflicts,
  useOrders,
} from "../../../hooks/commitments"
import { useForms } from "../../../hooks/use-forms"
import { type Filters, useListState } from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import type { ConflictDTO } from "../../../lib/types"

const FILTERS: Filters = { status: "one" }
const STATUSES = ["open", "resolved"] as const

const column = createDataTableColumnHelper<ConflictDTO>()

const ConflictsPage = () => {
  const { say } = useText()
  const { form, of = "", open, close } = useForms()
  const isResolving = form === "resolve"
  const resolved = useConflict(of, isResolving)
  const list = useListState("-created_at", FILTERS)
  const query = useConflicts(list.query)
  const conflicts = query.data?.conflicts
  return (
    <Page>
      <DataList
        title={say("menu.conflicts")}
        description={say("conflict.listText")}
        columns={useColumns(conflicts ?? [], ({ id }) =>
          open("resolve", { of: id })
        )}
        rows={conflicts}
        counted={query.data}
        list={list}
        query={query}
        filters={[
          choiceFilter({
            ...{ id: "status", label: say("field.status"), values: STATUSES },
            name: (value) => say(`conflict.status.${value}`),
          }),
        ]}
        empty={{ title: say("conflict.none"), text: say("conflict.noneText") }}
      />
      {isResolving && (
        <ReadFirst answer={resolved} onClose={close}>
          {(conflict) => (
            <ResolveConflict conflict={conflict} onClose={close} />
          )}
        </ReadFirst>
      )}
    </Page>
  )
}

export default ConflictsPage

function useColumns(
  conflicts: ConflictDTO[],
  onResolve: (conflict: ConflictDTO) => void
) {
  const { say, range, day } = useText()
  const { data: names } = useResourceNames(
    conflicts.flatMap(({ items }) => items.map((item) => item.resource_id))
  )
  const { data: orders } = useOrders(conflicts.map((each) => each.order_id))
  return useMemo(
    () => [
      column.display({
        id: "items",
        header: say("conflict.paidFor"),
        cell: ({ row }) => (
          <div className="flex flex-col gap-y-0.5 py-1.5">
            {row.original.items.map((item) => (
              <div key={item.id} className="flex items-center gap-x-1.5">
                <ResourceLink
                  id={item.resource_id}
                  name={names?.get(item.resource_id)?.name}
                />
                <Text size="small" leading="compact">
                  {range(item.start_date, item.end_date)}
                </Text>
              </div>
            ))}
          </div>
        ),
      }),
      orderColumn(column, say, orders),
      column.accessor("status", {
        header: say("field.status"),
        ...sorted(say),
        cell: ({ getValue }) => (
          <StatusBadge color={getValue() === "open" ? "red" : "green"}>
            {say(`conflict.status.${getValue()}`)}
          </StatusBadge>
        ),
      }),
      column.display({
        id: "outcome",
        header: say("conflict.outcome"),
        cell: ({ row: { original } }) =>
          original.outcome ? say(`conflict.outcomes.${original.outcome}`) : "–",
      }),
      column.accessor("note", {
        header: say("field.note"),
        cell: ({ getValue }) => getValue() ?? "–",
      }),
      createdColumn(column, say, day),
      column.display({
        id: "resolve",
        header: "",
        cell: ({ row }) =>
          row.original.status === "open" ? (
            <Button
              size="small"
              variant="secondary"
              onClick={() => onResolve(row.original)}
            >
              {say("conflict.resolve")}
            </Button>
          ) : null,
      }),
    ],
    [say, range, day, names, orders, onResolve]
  )
}

export const handle = { breadcrumb: crumb("menu.conflicts") }

export const config = defineRouteConfig({
  label: "menu.conflicts",
  translationNs: "resource_booking",
  rank: 8,
})
