import { defineRouteConfig } from "@medusajs/admin-sdk"
import { createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"

import { ActionMenu } from "../../../components/common/action-menu"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import {
  Countdown,
  HoldBadge,
  HolderName,
  OrderLink,
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
          {
            id: "status",
            type: "multiselect",
            label: say("field.status"),
            options: STATUSES.map((value) => ({
              value,
              label: say(`hold.status.${value}`),
            })),
          },
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
    const sorted = {
      enableSorting: true,
      sortAscLabel: say("list.ascending"),
      sortDescLabel: say("list.descending"),
    }
    return [
      column.display({
        id: "items",
        header: say("hold.keeps"),
        cell: ({ row }) => <HeldItems hold={row.original} names={names} />,
      }),
      column.accessor("status", {
        header: say("field.status"),
        ...sorted,
        cell: ({ getValue }) => <HoldBadge status={getValue()} />,
      }),
      column.accessor("expires_at", {
        header: say("hold.timeLeft"),
        ...sorted,
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
      column.display({
        id: "order",
        header: say("field.order"),
        cell: ({ row }) => {
          const id = row.original.order_id
          return id ? <OrderLink id={id} order={orders?.get(id)} /> : "–"
        },
      }),
      column.accessor("created_at", {
        header: say("field.created"),
        ...sorted,
        cell: ({ getValue }) => moment(getValue()),
      }),
      column.display({
        id: "action",
        header: "",
        cell: ({ row }) => {
          const groups = actions(row.original)
          return groups.length > 0 ? <ActionMenu groups={groups} /> : null
        },
      }),
    ]
  }, [say, moment, names, orders, actions])
}

export const handle = { breadcrumb: crumb("menu.holds") }

export const config = defineRouteConfig({
  label: "menu.holds",
  translationNs: "resource_booking",
  rank: 5,
})
