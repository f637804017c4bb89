import { Badge, clx } from "@medusajs/ui"

import { useText } from "../../hooks/use-text"
import type {
  HousekeepingStatus,
  RoomStatus,
  TaskStatus,
} from "../../lib/types"
import { HOUSEKEEPING_COLORS, ROOM_TINTS } from "./board-look"

export function RoomStatusTag({ status }: { status: RoomStatus }) {
  const { say } = useText()
  return (
    <span
      className={clx(
        "txt-compact-small-plus rounded-md border px-2 py-0.5",
        ROOM_TINTS[status].box,
        ROOM_TINTS[status].word
      )}
    >
      {say(`board.status.${status}`)}
    </span>
  )
}

export function HousekeepingBadge({ status }: { status: HousekeepingStatus }) {
  const { say } = useText()
  return (
    <Badge size="2xsmall" color={HOUSEKEEPING_COLORS[status]}>
      {say(`housekeeping.status.${status}`)}
    </Badge>
  )
}

const TASK_COLORS = {
  open: "orange",
  started: "blue",
  finished: "green",
  inspected: "green",
  canceled: "grey",
} as const satisfies Record<TaskStatus, string>

export function TaskBadge({ status }: { status: TaskStatus }) {
  const { say } = useText()
  return (
    <Badge size="2xsmall" color={TASK_COLORS[status]}>
      {say(`task.status.${status}`)}
    </Badge>
  )
}
