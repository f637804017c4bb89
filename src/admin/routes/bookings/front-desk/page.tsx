import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Alert, Button, clx, Container, Text } from "@medusajs/ui"
import { useMemo } from "react"

import { crumb } from "../../../components/common/crumbs"
import { Nothing, Reading } from "../../../components/common/states"
import { BoardHead } from "../../../components/front-desk/board-head"
import { whoIs as nameOf } from "../../../components/front-desk/board-look"
import { ROOM, RoomSheet } from "../../../components/front-desk/room-sheet"
import { RoomTile } from "../../../components/front-desk/room-tile"
import { StayStrip } from "../../../components/front-desk/stay-strip"
import { useBoardView } from "../../../components/front-desk/use-board-view"
import { useOrders } from "../../../hooks/commitments"
import { useBoard } from "../../../hooks/front-desk"
import { useForms } from "../../../hooks/use-forms"
import { useText } from "../../../hooks/use-text"
import { useToday } from "../../../hooks/use-today"
import { useUserNames } from "../../../hooks/users"
import type { BoardDTO, BoardStay } from "../../../lib/types"

const FrontDeskPage = () => {
  const { say, timeIn } = useText()
  const view = useBoardView()
  const { date, type, group_id, q } = view
  const answer = useBoard({ date, type, group_id, q })
  const { data: board, error, isPlaceholderData, refetch } = answer
  const first = board?.rooms[0]
  const businessDay = useToday()
  const today = first?.is_today ? first.date : businessDay
  const updated =
    board && first
      ? timeIn(board.server_time, first.resource.timezone, first.date)
      : null
  return (
    <Container className="divide-y overflow-hidden p-0">
      <BoardHead view={view} today={today} updated={updated} />
      {error !== null && board && (
        <Alert variant="error" className="rounded-none" role="alert">
          <span className="flex flex-wrap items-center gap-3">
            {say("board.stale", { time: updated ?? "–" })}
            <Button
              size="small"
              variant="secondary"
              onClick={() => void refetch()}
            >
              {say("error.retry")}
            </Button>
          </span>
        </Alert>
      )}
      <Reading answer={answer} rows={8}>
        {(board) => (
          <div
            aria-busy={isPlaceholderData}
            className={clx("divide-y", isPlaceholderData && "opacity-60")}
          >
            <Board board={board} />
          </div>
        )}
      </Reading>
    </Container>
  )
}

export default FrontDeskPage

/** The rooms, who comes and goes, and the room that is open. */
function Board({ board }: { board: BoardDTO }) {
  const { say } = useText()
  const forms = useForms()
  const open = (id: string) => forms.open(ROOM, { of: id })
  const { rooms } = board
  const stays = useMemo(() => rooms.flatMap((room) => room.stays), [rooms])
  const { data: orders } = useOrders(stays.map(({ order_id }) => order_id))
  const { data: users } = useUserNames()
  const whoIs = (stay: BoardStay) =>
    nameOf(stay, orders) ?? say("allocation.byStaff")
  const assigneeOf = (id: string | null | undefined) =>
    id ? (users?.get(id) ?? undefined) : undefined
  const shown = rooms.find(({ resource }) => resource.id === forms.of)
  if (rooms.length === 0) {
    return (
      <Nothing title={say("board.noRooms")}>{say("board.noRoomsText")}</Nothing>
    )
  }
  return (
    <>
      <StayStrip board={board} whoIs={whoIs} onOpen={open} />
      <ul
        aria-label={say("board.rooms")}
        className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-3 p-3 sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] sm:p-6"
      >
        {rooms.map((room) => (
          <li key={room.resource.id} className="flex">
            <RoomTile
              room={room}
              whoIs={whoIs}
              assignee={assigneeOf(room.task?.assignee_id)}
              onOpen={() => open(room.resource.id)}
            />
          </li>
        ))}
      </ul>
      {rooms.length < board.count && (
        <Text size="small" className="text-ui-fg-muted px-6 py-3">
          {say("board.moreRooms", { shown: rooms.length, count: board.count })}
        </Text>
      )}
      {shown && (
        <RoomSheet
          key={shown.resource.id}
          room={shown}
          stays={stays.filter((each) => each.resource_id === forms.of)}
          whoIs={whoIs}
          orders={orders}
          assignee={assigneeOf(shown.task?.assignee_id)}
        />
      )}
    </>
  )
}

export const handle = { breadcrumb: crumb("menu.frontDesk") }

export const config = defineRouteConfig({
  label: "menu.frontDesk",
  translationNs: "resource_booking",
  rank: 1,
})
