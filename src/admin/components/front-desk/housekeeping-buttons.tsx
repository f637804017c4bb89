import { Button, Text } from "@medusajs/ui"

import { useText } from "../../hooks/use-text"
import type { BoardRoom, HousekeepingStatus } from "../../lib/types"
import { HOUSEKEEPING_STATUSES } from "../housekeeping/use-housekeeping"
import { TaskBadge } from "./labels"

/** What is to be cleaned, and the next step of it. */
export function TaskButtons(props: {
  task: NonNullable<BoardRoom["task"]>
  assignee: string | undefined
  isPending: boolean
  onStep: (action: "start" | "finish") => void
}) {
  const { task, assignee, isPending, onStep } = props
  const { say } = useText()
  return (
    <div className="flex flex-col gap-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <TaskBadge status={task.status} />
        <Text size="small" leading="compact" className="text-ui-fg-subtle">
          {assignee ?? say("task.nobody")}
        </Text>
      </div>
      <div className="grid grid-cols-2 gap-3">
        {task.status === "open" && (
          <Button
            size="xlarge"
            variant="secondary"
            className="w-full touch-manipulation"
            disabled={isPending}
            onClick={() => onStep("start")}
          >
            {say("task.action.start")}
          </Button>
        )}
        <Button
          size="xlarge"
          variant="secondary"
          className="w-full touch-manipulation"
          disabled={isPending}
          onClick={() => onStep("finish")}
        >
          {say("task.action.finish")}
        </Button>
      </div>
    </div>
  )
}

/** How the room is; what it is now is pressed. */
export function HousekeepingChoice(props: {
  status: HousekeepingStatus
  isPending: boolean
  onChoose: (status: HousekeepingStatus) => void
}) {
  const { say } = useText()
  return (
    <div
      role="group"
      aria-label={say("field.housekeeping")}
      className="grid grid-cols-2 gap-3 sm:grid-cols-3"
    >
      {HOUSEKEEPING_STATUSES.map((status) => {
        const isNow = status === props.status
        return (
          <Button
            key={status}
            size="large"
            variant={isNow ? "primary" : "secondary"}
            className="min-h-11 w-full touch-manipulation"
            aria-pressed={isNow}
            disabled={props.isPending}
            onClick={() => isNow || props.onChoose(status)}
          >
            {say(`housekeeping.status.${status}`)}
          </Button>
        )
      })}
    </div>
  )
}
