import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, createDataTableColumnHelper, Text } from "@medusajs/ui"
import { useMemo } from "react"

import { Book } from "../../../components/allocation/book"
import { StayMoments } from "../../../components/allocation/stay-moments"
import {
  AllocationForms,
  useAllocationActions,
} from "../../../components/allocation/use-allocation-actions"
import { type MenuAction } from "../../../components/common/action-menu"
import {
  actionColumn,
  choiceFilter,
  createdColumn,
  orderColumn,
  resourceColumn,
  sorted,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import { AllocationBadge } from "../../../components/common/labels"
import { Page } from "../../../components/common/page"
import {
  ListFilters,
  OrderFilter,
  RESOURCE_AND_DATES,
} from "../../../components/form/list-filters"
import { useResourceNames } from "../../../hooks/catalog"
import { useAllocations, useOrders } from "../../../hooks/commitments"
import { useForms } from "../../../hooks/use-forms"
import { type Filters, useListState } from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import type { AllocationDTO } from "../../../lib/types"

const FILTERS: Filters = {
  status: "one",
  order_id: "one",
  ...RESOURCE_AND_DATES,
}
const STATUSES = ["confirmed", "canceled"] as const

const column = createDataTableColumnHelper<AllocationDTO>()

const AllocationsPage = () => {
  const { say } = useText()
  const { form, open, close } = useForms()
  const list = useListState("-created_at", FILTERS)
  const query = useAllocations(list.query)
  const actions = useAllocationActions()
  const allocations = query.data?.allocations
  return (
    <Page>
      <DataList
        title={say("menu.allocations")}
        description={say("allocation.listText")}
        columns={useColumns(allocations ?? [], actions)}
        rows={allocations}
        counted={query.data}
        searchHint={say("list.searchAllocations")}
        list={list}
        query={query}
        filters={[
          choiceFilter({
            ...{ id: "status", label: say("field.status"), values: STATUSES },
            name: (value) => say(`allocation.status.${value}`),
          }),
        ]}
        more={
          <>
            <ListFilters list={list} />
            <OrderFilter list={list} />
          </>
        }
        empty={{
          title: say("allocation.none"),
          text: say("allocation.noneText"),
        }}
        actions={
          <Button size="small" onClick={() => open("book")}>
            {say("book.act")}
          </Button>
        }
      />
      <AllocationForms />
      {form === "book" && <Book onClose={close} />}
    </Page>
  )
}

export default AllocationsPage

function useColumns(
  allocations: AllocationDTO[],
  actions: (allocation: AllocationDTO) => MenuAction[][]
) {
  const { say, range, day } = useText()
  const { data: names } = useResourceNames(
    allocations.map(({ resource_id }) => resource_id)
  )
  const { data: orders } = useOrders(allocations.map((each) => each.order_id))
  return useMemo(() => {
    return [
      resourceColumn(column, say, names),
      column.accessor("start_date", {
        header: say("field.dates"),
        ...sorted(say),
        cell: ({ row: { original } }) =>
          range(original.start_date, original.end_date),
      }),
      column.display({
        id: "quantity",
        header: say("field.quantity"),
        cell: ({ row }) => row.original.quantity,
      }),
      column.accessor("status", {
        header: say("field.status"),
        cell: ({ getValue }) => <AllocationBadge status={getValue()} />,
      }),
      column.display({
        id: "stay",
        header: say("history.stay"),
        cell: ({ row }) => <StayMoments stay={row.original} />,
      }),
      orderColumn(
        column,
        say,
        orders,
        <Text size="small" className="text-ui-fg-muted">
          {say("allocation.byStaff")}
        </Text>
      ),
      column.display({
        id: "guests",
        header: say("allocation.guests"),
        cell: ({ row }) =>
          row.original.guests.map(({ name }) => name).join(", ") ||
          row.original.note ||
          "–",
      }),
      createdColumn(column, say, day),
      actionColumn(column, actions),
    ]
  }, [say, range, day, names, orders, actions])
}

export const handle = { breadcrumb: crumb("menu.allocations") }

export const config = defineRouteConfig({
  label: "menu.allocations",
  translationNs: "resource_booking",
  rank: 6,
})
