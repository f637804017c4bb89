import { CheckCircle, User, Users, XCircle } from "@medusajs/icons"
import { useState } from "react"

import { useForms } from "../../hooks/use-forms"
import { useText } from "../../hooks/use-text"
import { useMe } from "../../hooks/users"
import type { HousekeepingTaskDTO, TaskAction } from "../../lib/types"
import type { MenuAction } from "../common/action-menu"
import { AssignTask } from "./assign-task"
import { useTaskStep } from "./use-housekeeping"

const ASSIGN = "assign"

/** The step that is usually next; the server decides whether it is. */
export function nextStep({ status }: HousekeepingTaskDTO): TaskAction | null {
  switch (status) {
    case "open":
      return "start"
    case "started":
      return "finish"
    case "finished":
      return "inspect"
    case "inspected":
    case "canceled":
      return null
  }
}

/** What can be done with a task; the page renders `TaskForms`, too. */
export function useTaskActions(): {
  actions: (task: HousekeepingTaskDTO) => MenuAction[][]
  step: (task: HousekeepingTaskDTO, action: TaskAction) => void
} {
  const { say } = useText()
  const { data: me } = useMe()
  const forms = useForms()
  const { act } = useTaskStep()
  const give = (
    { id, resource_name }: HousekeepingTaskDTO,
    to: string | null
  ) => act({ id, name: resource_name, action: "assign", assignee_id: to })
  const step = (
    { id, resource_name }: HousekeepingTaskDTO,
    action: TaskAction
  ) => act({ id, name: resource_name, action })
  const assignments = (task: HousekeepingTaskDTO): MenuAction[] => [
    ...(me && task.assignee_id !== me
      ? [
          {
            label: say("task.assignMe"),
            icon: <User />,
            onClick: () => give(task, me),
          },
        ]
      : []),
    {
      label: say("task.assign"),
      icon: <Users />,
      onClick: () => forms.open(ASSIGN, { of: task.id }),
    },
    ...(task.assignee_id
      ? [
          {
            label: say("task.assignNobody"),
            icon: <XCircle />,
            onClick: () => give(task, null),
          },
        ]
      : []),
  ]
  return {
    actions: (task) => {
      const isToDo = task.status === "open" || task.status === "started"
      const finish = {
        label: say("task.action.finish"),
        icon: <CheckCircle />,
        onClick: () => step(task, "finish"),
      }
      return isToDo
        ? [assignments(task), task.status === "open" ? [finish] : []]
        : []
    },
    step,
  }
}

type Tasks = { tasks: HousekeepingTaskDTO[] }

/** The form that one of these actions opened. */
export function TaskForms({ tasks }: Tasks) {
  const { form, of, close } = useForms()
  const listed = tasks.find(({ id }) => form === ASSIGN && id === of)
  // It stays, as it was, if the list is read again without it.
  const [task, setTask] = useState(listed)
  if (listed && listed.id !== task?.id) {
    setTask(listed)
  }
  return form === ASSIGN && task?.id === of && task ? (
    <AssignTask task={task} onClose={close} />
  ) : null
}
