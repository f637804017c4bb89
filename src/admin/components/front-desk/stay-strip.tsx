import { ArrowLeftMini, ArrowRightMini, User } from "@medusajs/icons"
import { clx, Text } from "@medusajs/ui"
import { useId, useState } from "react"

import { useText } from "../../hooks/use-text"
import type { BoardDTO, BoardStay } from "../../lib/types"

const LISTS = ["arrivals", "departures", "in_house"] as const
type List = (typeof LISTS)[number]

const ICONS = {
  arrivals: <ArrowRightMini />,
  departures: <ArrowLeftMini />,
  in_house: <User />,
}

type Props = {
  board: BoardDTO
  whoIs: (stay: BoardStay) => string
  onOpen: (resourceId: string) => void
}

/** Who comes, who leaves, who is in: how many, and by name. */
export function StayStrip({ board, whoIs, onOpen }: Props) {
  const { say, number } = useText()
  const [shown, setShown] = useState<List | null>("arrivals")
  const listId = useId()
  return (
    <div className="flex flex-col">
      <div className="grid grid-cols-3 divide-x">
        {LISTS.map((list) => (
          <button
            key={list}
            type="button"
            aria-expanded={shown === list}
            aria-controls={listId}
            onClick={() => setShown(shown === list ? null : list)}
            className={clx(
              "focus-visible:shadow-borders-focus transition-fg flex min-h-16 touch-manipulation flex-col items-start justify-center gap-y-0.5 px-3 py-2 text-left outline-none sm:px-6",
              shown === list
                ? "bg-ui-bg-base-pressed"
                : "hover:bg-ui-bg-base-hover"
            )}
          >
            <span className="text-ui-fg-subtle txt-compact-small flex items-center gap-x-1">
              {ICONS[list]}
              {say(`board.${list}`)}
            </span>
            <span className="flex flex-wrap items-baseline gap-x-2">
              <Text as="span" size="xlarge" weight="plus" leading="compact">
                {number(board[list].length)}
              </Text>
              <Left list={list} stays={board[list]} />
            </span>
          </button>
        ))}
      </div>
      <div id={listId} className={clx(shown && "border-t")}>
        {shown && (
          <Stays
            list={shown}
            stays={board[shown]}
            names={
              new Map(board.rooms.map(({ resource: r }) => [r.id, r.name]))
            }
            whoIs={whoIs}
            onOpen={onOpen}
          />
        )}
      </div>
    </div>
  )
}

/** How many are still to come, or still in. */
function Left({ list, stays }: { list: List; stays: BoardStay[] }) {
  const { say } = useText()
  if (list === "in_house" || stays.length === 0) {
    return null
  }
  const isOpen = ({ on_date: { is } }: BoardStay) =>
    is === "expected" || (list === "departures" && is === "in_house")
  const count = stays.filter(isOpen).length
  return (
    <Text as="span" size="xsmall" className="text-ui-fg-subtle">
      {say(list === "arrivals" ? "board.toCome" : "board.toLeave", { count })}
    </Text>
  )
}

type ListProps = Omit<Props, "board"> & {
  list: List
  stays: BoardStay[]
  names: Map<string, string>
}

function Stays({ list, stays, names, whoIs, onOpen }: ListProps) {
  const { say } = useText()
  if (stays.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-muted px-6 py-3">
        {say(`board.none.${list}`)}
      </Text>
    )
  }
  return (
    <ul
      aria-label={say(`board.${list}`)}
      className="flex max-h-48 flex-wrap gap-2 overflow-y-auto px-3 py-3 sm:px-6"
    >
      {stays.map((stay) => (
        <li key={stay.id}>
          <button
            type="button"
            onClick={() => onOpen(stay.resource_id)}
            className="shadow-buttons-neutral bg-ui-button-neutral hover:bg-ui-button-neutral-hover focus-visible:shadow-buttons-neutral-focus flex min-h-11 touch-manipulation items-center gap-x-2 rounded-md px-3 py-1.5 outline-none"
          >
            <Text as="span" size="small" weight="plus" leading="compact">
              {names.get(stay.resource_id)}
            </Text>
            <Text as="span" size="small" leading="compact">
              {whoIs(stay)}
            </Text>
            <State list={list} stay={stay} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What has become of it, where the list's name does not say so. */
function State({ list, stay }: { list: List; stay: BoardStay }) {
  const { say } = useText()
  const { on_date, is_overdue } = stay
  const isPlain = on_date.is === (list === "arrivals" ? "expected" : "in_house")
  if (is_overdue) {
    return (
      <Text as="span" size="xsmall" weight="plus" className="text-ui-fg-error">
        {say("board.overdue")}
      </Text>
    )
  }
  return isPlain ? null : (
    <Text as="span" size="xsmall" className="text-ui-fg-subtle">
      {say(`board.state.${on_date.is}`)}
    </Text>
  )
}
