import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, createDataTableColumnHelper, Text } from "@medusajs/ui"
import { useMemo } from "react"

import { type MenuAction } from "../../../components/common/action-menu"
import {
  actionColumn,
  choiceFilter,
  sorted,
} from "../../../components/common/columns"
import { crumb } from "../../../components/common/crumbs"
import { DataList } from "../../../components/common/data-list"
import { ResourceLink } from "../../../components/common/labels"
import { Page } from "../../../components/common/page"
import {
  LabeledDate,
  ResourceFilter,
} from "../../../components/form/list-filters"
import { Choice } from "../../../components/form/toolbar-fields"
import { TaskBadge } from "../../../components/front-desk/labels"
import {
  nextStep,
  TaskForms,
  useTaskActions,
} from "../../../components/housekeeping/use-task-actions"
import { useTasks } from "../../../hooks/front-desk"
import {
  type Filters,
  type ListState,
  useListState,
} from "../../../hooks/use-list-state"
import { useText } from "../../../hooks/use-text"
import { useMe, useUserNames } from "../../../hooks/users"
import type { HousekeepingTaskDTO, TaskAction } from "../../../lib/types"

const FILTERS: Filters = {
  status: "many",
  date: "one",
  assignee_id: "one",
  resource_id: "one",
}
const STATUSES = [
  "open",
  "started",
  "finished",
  "inspected",
  "canceled",
] as const
const ANYBODY = "any"

const column = createDataTableColumnHelper<HousekeepingTaskDTO>()

const HousekeepingPage = () => {
  const { say } = useText()
  const list = useListState("-due_date", FILTERS)
  const query = useTasks(list.query)
  const { actions, step } = useTaskActions()
  const tasks = query.data?.housekeeping_tasks
  return (
    <Page>
      <DataList
        title={say("menu.housekeeping")}
        description={say("task.listText")}
        columns={useColumns(actions, step)}
        rows={tasks}
        counted={query.data}
        list={list}
        query={query}
        filters={[
          choiceFilter({
            ...{ id: "status", label: say("field.status"), values: STATUSES },
            name: (value) => say(`task.status.${value}`),
            many: true,
          }),
        ]}
        more={<WhichTasks list={list} />}
        empty={{ title: say("task.none"), text: say("task.noneText") }}
      />
      <TaskForms tasks={tasks ?? []} />
    </Page>
  )
}

export default HousekeepingPage

/** Whose, of which date, of which room; and what is to do, in one click. */
function WhichTasks({ list }: { list: ListState }) {
  const { say } = useText()
  const { data: users } = useUserNames()
  const { data: me } = useMe()
  const set = (name: string) => (value: string | null) =>
    list.change({ [name]: value, page: null })
  const others = [...(users ?? [])].filter(([id]) => id !== me)
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        onClick={() => list.change({ status: ["open", "started"], page: null })}
      >
        {say("task.toDo")}
      </Button>
      <Choice
        label={say("field.assignee")}
        value={list.value("assignee_id") ?? ANYBODY}
        onChange={(id) => set("assignee_id")(id === ANYBODY ? null : id)}
        options={[
          { value: ANYBODY, label: say("task.anybody") },
          ...(me ? [{ value: me, label: say("task.me") }] : []),
          ...others.map(([value, label]) => ({ value, label })),
        ]}
      />
      <ResourceFilter list={list} />
      <LabeledDate
        label={say("task.due")}
        value={list.value("date")}
        onChange={set("date")}
      />
    </>
  )
}

function useColumns(
  actions: (task: HousekeepingTaskDTO) => MenuAction[][],
  step: (task: HousekeepingTaskDTO, action: TaskAction) => void
) {
  const { say, date } = useText()
  const { data: users } = useUserNames()
  return useMemo(() => {
    return [
      column.accessor("resource_name", {
        header: say("field.resource"),
        ...sorted(say),
        cell: ({ row: { original } }) => (
          <ResourceLink
            id={original.resource_id}
            name={original.resource_name}
          />
        ),
      }),
      column.accessor("status", {
        header: say("field.status"),
        ...sorted(say),
        cell: ({ getValue }) => <TaskBadge status={getValue()} />,
      }),
      column.accessor("due_date", {
        header: say("task.due"),
        ...sorted(say),
        cell: ({ getValue }) => date(getValue()),
      }),
      column.display({
        id: "assignee",
        header: say("field.assignee"),
        cell: ({ row }) => {
          const id = row.original.assignee_id
          return id ? (
            (users?.get(id) ?? id)
          ) : (
            <Text size="small" className="text-ui-fg-muted">
              {say("task.nobody")}
            </Text>
          )
        },
      }),
      column.display({
        id: "why",
        header: say("field.reason"),
        cell: ({ row: { original } }) =>
          original.note ??
          say(original.allocation_id ? "task.afterStay" : "task.byStaff"),
      }),
      column.display({
        id: "next",
        header: "",
        cell: ({ row: { original } }) => {
          const next = nextStep(original)
          return next ? (
            // The cell cuts off what is not in it: a button's edge is a shadow.
            <div className="p-0.5">
              <Button
                size="small"
                variant="secondary"
                className="px-3"
                onClick={() => step(original, next)}
              >
                {say(`task.action.${next}`)}
              </Button>
            </div>
          ) : null
        },
      }),
      actionColumn(column, actions),
    ]
  }, [say, date, users, actions, step])
}

export const handle = { breadcrumb: crumb("menu.housekeeping") }

export const config = defineRouteConfig({
  label: "menu.housekeeping",
  translationNs: "resource_booking",
  rank: 2,
})
