import {
  ArrowLeftMini,
  ArrowRightOnRectangle,
  BroomSparkle,
  ExclamationCircleSolid,
  User,
} from "@medusajs/icons"
import { clx, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

import { useText } from "../../hooks/use-text"
import type { BoardRoom, BoardStay } from "../../lib/types"
import { ROOM_TINTS } from "./board-look"
import { HousekeepingBadge } from "./labels"
import { detailOf } from "./stay-words"

type Props = {
  room: BoardRoom
  whoIs: (stay: BoardStay) => string
  assignee: string | undefined
  onOpen: () => void
}

/** A room at a glance; a tap opens it. */
export function RoomTile({ room, whoIs, assignee, onOpen }: Props) {
  const { say } = useText()
  const { resource, status, housekeeping_status, task } = room
  const isOut = status === housekeeping_status
  return (
    <button
      type="button"
      onClick={onOpen}
      data-room={resource.name}
      data-status={status}
      data-housekeeping={housekeeping_status}
      style={{ contentVisibility: "auto", containIntrinsicSize: "auto 150px" }}
      className={clx(
        "focus-visible:shadow-borders-focus hover:shadow-elevation-card-hover flex min-h-36 w-full touch-manipulation flex-col gap-y-2 rounded-lg border p-3 text-left outline-none transition-shadow",
        ROOM_TINTS[status].box
      )}
    >
      <span className="flex w-full flex-wrap items-baseline justify-between gap-x-2">
        <Text as="span" size="large" weight="plus" leading="compact">
          {resource.name}
        </Text>
        <Text
          as="span"
          size="small"
          weight="plus"
          leading="compact"
          className={ROOM_TINTS[status].word}
        >
          {say(`board.status.${status}`)}
        </Text>
      </span>
      <Stays room={room} whoIs={whoIs} />
      <span className="mt-auto flex w-full flex-wrap items-center gap-x-2 gap-y-1">
        {!isOut && <HousekeepingBadge status={housekeeping_status} />}
        {task && (
          <Text
            as="span"
            size="xsmall"
            className="text-ui-fg-subtle flex min-w-0 items-center gap-x-1"
          >
            <BroomSparkle className="shrink-0" />
            <span className="truncate">
              {say(
                `board.task.${task.status === "started" ? "started" : "open"}`
              )}
              {assignee && ` · ${assignee}`}
            </span>
          </Text>
        )}
      </span>
    </button>
  )
}

const ICONS = {
  expected: <ArrowRightOnRectangle />,
  in_house: <User />,
  departed: <ArrowLeftMini />,
  no_show: <ExclamationCircleSolid />,
} as const satisfies Record<BoardStay["on_date"]["is"], ReactNode>

function Stays({ room, whoIs }: Pick<Props, "room" | "whoIs">) {
  const { say, short } = useText()
  const markOf = ({ is_overdue, on_date, start_date }: BoardStay) =>
    is_overdue && room.is_today
      ? on_date.is === "in_house"
        ? say("board.overdue")
        : say("board.expected", { date: short(start_date) })
      : null
  return (
    <span className="flex w-full flex-col gap-y-1.5">
      {room.stays.map((stay) => (
        <Line
          key={stay.id}
          icon={ICONS[stay.on_date.is]}
          who={whoIs(stay)}
          detail={say(detailOf(stay, room), { date: short(stay.end_date) })}
          mark={markOf(stay)}
        />
      ))}
    </span>
  )
}

function Line(props: {
  icon: ReactNode
  who: string
  detail: string
  mark: string | null
}) {
  return (
    <span className="text-ui-fg-subtle grid grid-cols-[auto_1fr] gap-x-1.5">
      <span className="mt-0.5">{props.icon}</span>
      <span className="flex min-w-0 flex-col">
        <Text
          as="span"
          size="small"
          leading="compact"
          weight="plus"
          className="text-ui-fg-base truncate"
        >
          {props.who}
        </Text>
        <Text as="span" size="xsmall" leading="compact">
          {props.detail}
        </Text>
        {props.mark && (
          <Text
            as="span"
            size="xsmall"
            leading="compact"
            weight="plus"
            className="text-ui-fg-error mt-0.5 flex items-center gap-x-1"
          >
            <ExclamationCircleSolid className="shrink-0" />
            {props.mark}
          </Text>
        )}
      </span>
    </span>
  )
}
