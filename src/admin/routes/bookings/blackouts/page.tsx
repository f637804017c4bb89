import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"

import { BlackoutForm } from "../../../components/blackout/blackout-form"
import {
  BlackoutDates,
  BlackoutKind,
  BlackoutReason,
  BlackoutSubject,
} from "../../../components/blackout/blackout-labels"
import {
  BlackoutForms,
  useBlackoutActions,
} from "../../../components/blackout/use-blackout-actions"
import { type MenuAction } from "../../../components/common/action-menu"
import {
  actionColumn,
  choiceFilter,
  createdColumn,
  namedFilter,
  sorted,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import { Page } from "../../../components/common/page"
import {
  ListFilters,
  RESOURCE_AND_DATES,
} from "../../../components/form/list-filters"
import {
  useAllGroups,
  useGroupNames,
  useResourceNames,
} from "../../../hooks/catalog"
import { useBlackouts } from "../../../hooks/commitments"
import { useForms } from "../../../hooks/use-forms"
import { type Filters, useListState } from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import { useToday } from "../../../hooks/use-today"
import type { BlackoutDTO } from "../../../lib/types"

const FILTERS: Filters = { kind: "one", group_id: "one", ...RESOURCE_AND_DATES }
const KINDS = ["blackout", "freeze", "out_of_order"] as const

const column = createDataTableColumnHelper<BlackoutDTO>()

const BlackoutsPage = () => {
  const { say } = useText()
  const { form, open, close } = useForms()
  const today = useToday()
  const groups = useAllGroups()
  const list = useListState("-created_at", FILTERS)
  const query = useBlackouts(list.query)
  const actions = useBlackoutActions()
  const blackouts = query.data?.blackouts
  return (
    <Page>
      <DataList
        title={say("menu.blackouts")}
        description={say("blackout.listText")}
        columns={useColumns(blackouts ?? [], actions)}
        rows={blackouts}
        counted={query.data}
        list={list}
        query={query}
        filters={[
          choiceFilter({
            ...{ id: "kind", label: say("field.kind"), values: KINDS },
            name: (value) => say(`blackout.kind.${value}`),
          }),
          namedFilter("group_id", say("field.group"), groups.data?.groups),
        ]}
        more={<ListFilters list={list} />}
        empty={{ title: say("blackout.none"), text: say("blackout.noneText") }}
        actions={
          <Button size="small" onClick={() => open("blackout")}>
            {say("common.create")}
          </Button>
        }
      />
      <BlackoutForms />
      {form === "blackout" && (
        <BlackoutForm start={today} end={today} onClose={close} />
      )}
    </Page>
  )
}

export default BlackoutsPage

function useColumns(
  blackouts: BlackoutDTO[],
  actions: (blackout: BlackoutDTO) => MenuAction[][]
) {
  const { say, day } = useText()
  const { data: names } = useResourceNames(
    blackouts.flatMap(({ resource_id }) => resource_id ?? [])
  )
  const { data: groups } = useGroupNames(
    blackouts.flatMap(({ group_id }) => group_id ?? [])
  )
  return useMemo(() => {
    return [
      column.display({
        id: "subject",
        header: say("blackout.scope"),
        cell: ({ row }) => (
          <BlackoutSubject blackout={row.original} {...{ names, groups }} />
        ),
      }),
      column.accessor("start_date", {
        header: say("field.dates"),
        ...sorted(say),
        cell: ({ row }) => <BlackoutDates blackout={row.original} />,
      }),
      column.accessor("kind", {
        header: say("field.kind"),
        cell: ({ getValue }) => <BlackoutKind kind={getValue()} />,
      }),
      column.display({
        id: "reason",
        header: say("field.reason"),
        cell: ({ row }) => <BlackoutReason blackout={row.original} />,
      }),
      createdColumn(column, say, day),
      actionColumn(column, actions),
    ]
  }, [say, day, names, groups, actions])
}

export const handle = { breadcrumb: crumb("menu.blackouts") }

export const config = defineRouteConfig({
  label: "menu.blackouts",
  translationNs: "resource_booking",
  rank: 7,
})
