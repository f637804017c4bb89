import { defineRouteConfig } from "@medusajs/admin-sdk"
import { createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"

import {
  actionColumn,
  choiceFilter,
  createdColumn,
  orderColumn,
  sorted,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import {
  Countdown,
  HoldBadge,
  HolderName,
} from "../../../components/common/labels"
import { Page } from "../../../components/common/page"
import {
  ListFilters,
  RESOURCE_AND_DATES,
} from "../../../components/form/list-filters"
import { HeldItems } from "../../../components/hold/held-items"
import { useHoldActions } from "../../../components/hold/use-hold-actions"
import { useResourceNames } from "../../../hooks/catalog"
import { useHolds, useOrders } from "../../../hooks/commitments"
import { type Filters, useListState } from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import type { AdminHoldDTO } from "../../../lib/types"

const FILTERS: Filters = { status: "many", ...RESOURCE_AND_DATES }
const STATUSES = ["active", "confirmed", "released", "expired"] as const

const column = createDataTableColumnHelper<AdminHoldDTO>()

const HoldsPage = () => {
  const { say } = useText()
  const list = useListState("-created_at", FILTERS)
  const query = useHolds(list.query)
  const holds = query.data?.holds
  return (
    <Page>
      <DataList
        title={say("menu.holds")}
        description={say("hold.listText")}
        columns={useColumns(holds ?? [])}
        rows={holds}
        counted={query.data}
        searchHint={say("list.searchHolds")}
        list={list}
        query={query}
        filters={[
          choiceFilter({
            ...{ id: "status", label: say("field.status"), values: STATUSES },
            name: (value) => say(`hold.status.${value}`),
            many: true,
          }),
        ]}
        more={<ListFilters list={list} />}
        empty={{ title: say("hold.none"), text: say("hold.noneText") }}
      />
    </Page>
  )
}

export default HoldsPage

function useColumns(holds: AdminHoldDTO[]) {
  const { say, moment } = useText()
  const actions = useHoldActions()
  const ids = holds.flatMap(({ items }) => items.map((i) => i.resource_id))
  const { data: names } = useResourceNames(ids)
  const { data: orders } = useOrders(holds.map(({ order_id }) => order_id))
  return useMemo(() => {
    return [
      column.display({
        id: "items",
        header: say("hold.keeps"),
        cell: ({ row }) => <HeldItems hold={row.original} names={names} />,
      }),
      column.accessor("status", {
        header: say("field.status"),
        ...sorted(say),
        cell: ({ getValue }) => <HoldBadge status={getValue()} />,
      }),
      column.accessor("expires_at", {
        header: say("hold.timeLeft"),
        ...sorted(say),
        cell: ({ row }) =>
          row.original.status === "active" ? (
            <Countdown expiresAt={row.original.expires_at} />
          ) : (
            "–"
          ),
      }),
      column.display({
        id: "holder",
        header: say("field.holder"),
        cell: ({ row: { original } }) => (
          <HolderName
            hold={original}
            order={
              original.order_id ? orders?.get(original.order_id) : undefined
            }
          />
        ),
      }),
      orderColumn(column, say, orders),
      createdColumn(column, say, moment),
      actionColumn(column, actions),
    ]
  }, [say, moment, names, orders, actions])
}

export const handle = { breadcrumb: crumb("menu.holds") }

export const config = defineRouteConfig({
  label: "menu.holds",
  translationNs: "resource_booking",
  rank: 5,
})
