import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Badge, Button, createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"
import { Outlet, useNavigate } from "react-router-dom"

import {
  choiceFilter,
  namedFilter,
  sorted,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import { ResourceBadge } from "../../../components/common/labels"
import { Page } from "../../../components/common/page"
import { useAllGroups, useResources } from "../../../hooks/catalog"
import { useFormRoutes } from "../../../hooks/use-forms"
import { type Filters, useListState } from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import { useTypes } from "../../../hooks/use-types"
import type { ResourceDTO } from "../../../lib/types"

const FILTERS: Filters = {
  type: "many",
  group_id: "many",
  is_active: "one",
  is_frozen: "one",
}

const column = createDataTableColumnHelper<ResourceDTO>()

const ResourcesPage = () => {
  const { say } = useText()
  const navigate = useNavigate()
  const forms = useFormRoutes()
  const list = useListState("name", FILTERS)
  const query = useResources(list.query)
  return (
    <Page>
      <DataList
        title={say("menu.resources")}
        description={say("resource.listText")}
        columns={useColumns()}
        rows={query.data?.resources}
        counted={query.data}
        list={list}
        query={query}
        filters={useFilters()}
        empty={{
          title: say("resource.none"),
          text: say("resource.noneText"),
        }}
        onRowClick={({ id }) => navigate(`/bookings/resources/${id}`)}
        actions={
          <Button size="small" onClick={() => forms.open("create")}>
            {say("common.create")}
          </Button>
        }
      />
      <Outlet />
    </Page>
  )
}

export default ResourcesPage

function useColumns() {
  const { say, number } = useText()
  const groups = useAllGroups()
  return useMemo(() => {
    const names = new Map(groups.data?.groups.map(({ id, name }) => [id, name]))
    return [
      column.accessor("name", { header: say("field.name"), ...sorted(say) }),
      column.accessor("type", {
        header: say("field.type"),
        ...sorted(say),
        cell: ({ getValue }) => <Badge size="2xsmall">{getValue()}</Badge>,
      }),
      column.display({
        id: "group",
        header: say("field.group"),
        cell: ({ row }) =>
          row.original.group_id
            ? (names.get(row.original.group_id) ?? "–")
            : "–",
      }),
      column.display({
        id: "span",
        header: say("field.span"),
        cell: ({ row }) => say(`resource.span.${row.original.span}`),
      }),
      column.display({
        id: "default_capacity",
        header: say("field.defaultCapacity"),
        cell: ({ row }) => {
          const capacity = row.original.default_capacity
          return capacity === null ? "–" : number(capacity)
        },
      }),
      column.display({
        id: "status",
        header: say("field.status"),
        cell: ({ row }) => <ResourceBadge resource={row.original} />,
      }),
    ]
  }, [groups.data, say, number])
}

function useFilters() {
  const { say } = useText()
  const groups = useAllGroups()
  const types = useTypes()
  const yesOrNo = (id: string, label: string) =>
    choiceFilter({
      ...{ id, label, values: ["true", "false"] },
      name: (value) => say(value === "true" ? "common.yes" : "common.no"),
    })
  return [
    choiceFilter({
      ...{ id: "type", label: say("field.type"), many: true },
      ...{ values: types, name: (type) => type },
    }),
    namedFilter("group_id", say("field.group"), groups.data?.groups, true),
    yesOrNo("is_active", say("resource.onSale")),
    yesOrNo("is_frozen", say("resource.frozen")),
  ]
}

export const handle = { breadcrumb: crumb("menu.resources") }

export const config = defineRouteConfig({
  label: "menu.resources",
  translationNs: "resource_booking",
  rank: 3,
})
