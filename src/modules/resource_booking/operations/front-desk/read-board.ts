import { tileOf } from "../../domain/front-desk/board"
import { isToDo } from "../../domain/front-desk/housekeeping"
import { boundsOf, type RoomFacts } from "../../domain/front-desk/room-facts"
import { stateOf, type StayOnDate } from "../../domain/front-desk/stay-on-date"
import { type CalendarDate, isCalendarDate } from "../../domain/shared/calendar"
import { MAX_CALENDAR_ROWS, pagingOf } from "../../domain/shared/list-query"
import { reject, unwrap } from "../../errors"
import {
  type RoomsRecord,
  selectRooms,
  type StayRecord,
} from "../../sql/front-desk"
import type { BoardDTO, BoardQuery, BoardRoom, BoardStay } from "../../types"
import type { OperationContext } from "../shared/context"
import { iso } from "../shared/records"
import { roomsOf } from "./rooms"

const DEFAULT_ROOMS = 100

/**
 * The board: every room with its derived status, who is in it, who comes and
 * leaves, what is to be cleaned, and what may be done, with the reason where it
 * may not. Rooms are the resources that one party has at a time: of capacity 1.
 *
 * One query, of one moment. Without a date each room shows its own today.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function readBoard(
  ctx: OperationContext,
  query: BoardQuery
): Promise<BoardDTO> {
  const { date, ...filters } = query
  if (date !== undefined && !isCalendarDate(date)) {
    return reject(
      "invalid_data",
      "Dates must be valid and formatted YYYY-MM-DD."
    )
  }
  const { limit = DEFAULT_ROOMS } = query
  const paged = { ...filters, limit }
  const paging = unwrap(pagingOf(paged, ["name"], "name", MAX_CALENDAR_ROWS))
  const [row] = await ctx.db.query<RoomsRecord>(
    selectRooms(filters, date ?? null, paging)
  )
  const record = row as RoomsRecord
  const rooms = roomsOf(record).map((room) =>
    boardRoom(room, record, date ?? room.today)
  )
  const on = (is: (on: StayOnDate) => boolean) =>
    rooms.flatMap(({ stays }) => stays.filter(({ on_date }) => is(on_date)))
  return {
    rooms,
    arrivals: on(({ arrives }) => arrives),
    departures: on(({ leaves }) => leaves),
    in_house: on(({ is }) => is === "in_house"),
    count: record.count,
    offset: paging.offset,
    limit,
    server_time: iso(record.now_ms),
  }
}

function boardRoom(
  room: RoomFacts,
  record: RoomsRecord,
  date: CalendarDate
): BoardRoom {
  const { id, name, type, group_id, timezone, span, is_active } = room.resource
  const stays = record.stays.filter((stay) => stay.resource_id === id)
  const held = record.held
    .filter((h) => h.resource_id === id)
    .map((h) => h.date)
  const tile = tileOf(room, stays, held, date)
  const { occupant, arrival, departure, ...rest } = tile
  const there = tile.stays.map(({ stay, on_date }) =>
    toBoardStay(room, stay, on_date)
  )
  const shown = (stay: StayRecord | null) =>
    there.find((one) => one.id === stay?.id) ?? null
  return {
    resource: { id, name, type, group_id, timezone, span, is_active },
    date,
    is_today: date === room.today,
    ...rest,
    occupant: shown(occupant),
    occupancy: occupancyOf(room, occupant),
    arrival: shown(arrival),
    departure: shown(departure),
    stays: there,
    task: taskOf(room),
  }
}

function occupancyOf(
  { occupancy, resource }: RoomFacts,
  occupant: StayRecord | null
): BoardRoom["occupancy"] {
  if (!occupancy || !occupant) {
    return null
  }
  const { checked_in_at_ms, actor_type, actor_id } = occupancy
  return {
    checked_in_at: iso(checked_in_at_ms),
    ...{ actor_type, actor_id },
    expected_check_out: boundsOf(resource.span, occupant).departure,
  }
}

function taskOf({ task }: RoomFacts): BoardRoom["task"] {
  if (!task || !isToDo(task.status)) {
    return null
  }
  const { id, status, due_date, assignee_id } = task
  return { id, status, due_date, assignee_id }
}

function toBoardStay(
  room: RoomFacts,
  stay: StayRecord,
  on_date: StayOnDate
): BoardStay {
  const { id, resource_id, order_id, hold_id, guests, note, email } = stay
  const { arrival, departure } = boundsOf(room.resource.span, stay)
  const state = stateOf(room, stay)
  const due = state === "due" ? arrival : departure
  const arrivedAt =
    state === "in_house" ? room.occupancy?.checked_in_at_ms : stay.arrived_at_ms
  return {
    ...{ id, resource_id, order_id, hold_id, guests, note, email },
    ...{ state, on_date },
    ...{ start_date: arrival, end_date: departure },
    arrived_at: moment(arrivedAt ?? null),
    departed_at: moment(stay.departed_at_ms),
    no_show_at: moment(stay.no_show_at_ms),
    is_overdue: (state === "due" || state === "in_house") && due < room.today,
  }
}

function moment(ms: number | null): string | null {
  return ms === null ? null : iso(ms)
}
