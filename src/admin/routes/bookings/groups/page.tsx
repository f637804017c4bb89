import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Badge, Button, createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"
import { Outlet, useNavigate } from "react-router-dom"

import {
  choiceFilter,
  createdColumn,
  sorted,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import { Page } from "../../../components/common/page"
import { useGroups } from "../../../hooks/catalog"
import { useFormRoutes } from "../../../hooks/use-forms"
import { type Filters, useListState } from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import { useTypes } from "../../../hooks/use-types"
import type { GroupDTO } from "../../../lib/types"

const FILTERS: Filters = { type: "many" }

const column = createDataTableColumnHelper<GroupDTO>()

const GroupsPage = () => {
  const { say } = useText()
  const navigate = useNavigate()
  const forms = useFormRoutes()
  const types = useTypes()
  const list = useListState("name", FILTERS)
  const query = useGroups(list.query)
  return (
    <Page>
      <DataList
        title={say("menu.groups")}
        description={say("group.listText")}
        columns={useColumns()}
        rows={query.data?.groups}
        counted={query.data}
        list={list}
        query={query}
        filters={[
          choiceFilter({
            ...{ id: "type", label: say("field.type"), many: true },
            ...{ values: types, name: (type) => type },
          }),
        ]}
        empty={{ title: say("group.none"), text: say("group.noneText") }}
        onRowClick={({ id }) => navigate(`/bookings/groups/${id}`)}
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

export default GroupsPage

function useColumns() {
  const { say, number, day } = useText()
  return useMemo(() => {
    return [
      column.accessor("name", { header: say("field.name"), ...sorted(say) }),
      column.accessor("type", {
        header: say("field.type"),
        ...sorted(say),
        cell: ({ getValue }) => <Badge size="2xsmall">{getValue()}</Badge>,
      }),
      column.display({
        id: "resource_count",
        header: say("menu.resources"),
        cell: ({ row }) => number(row.original.resource_count),
      }),
      column.accessor("handle", {
        header: say("field.handle"),
        ...sorted(say),
      }),
      createdColumn(column, say, day),
    ]
  }, [say, number, day])
}

export const handle = { breadcrumb: crumb("menu.groups") }

export const config = defineRouteConfig({
  label: "menu.groups",
  translationNs: "resource_booking",
  rank: 4,
})
