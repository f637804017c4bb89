import type { z } from "zod"

import type {
  HousekeepingStatus,
  TaskAction,
  TaskStatus,
} from "../domain/front-desk/housekeeping"
import type { CalendarDate } from "../domain/shared/calendar"
import type * as R from "../records"
import type { Guest } from "./allocations"
import type { ListQuery } from "./shared"

export type { BoardAction, RoomStatus } from "../domain/front-desk/board"
export type {
  HousekeepingStatus,
  TaskAction,
  TaskStatus,
} from "../domain/front-desk/housekeeping"
export type { StayOnDate, StayState } from "../domain/front-desk/stay-on-date"

/** Rooms by name; with a date, what is known of that date. */
export type BoardQuery = {
  /** Each room's today unless given. */
  date?: CalendarDate
  type?: string | string[]
  group_id?: string | string[]
  q?: string
  /** At most 500. */
  limit?: number
  offset?: number
}

/** A stay on the board. */
export type BoardStay = z.infer<typeof R.BoardStay>

/** Work to be done in a resource, and all that is known of how clean it is. */
export type HousekeepingTaskDTO = z.infer<typeof R.HousekeepingTask>

/** A resource on the board; nothing of it is stored but the records behind it. */
export type BoardRoom = z.infer<typeof R.BoardRoom>

export type BoardDTO = z.infer<typeof R.Board>

/** A step of the front desk. */
export type StayStep = { allocation_id: string; note?: string }

export type MoveStay = StayStep & {
  /** Where the rest of the stay goes to. */
  resource_id?: string
  /** Check-out date, or last day; the same unless given. */
  end_date?: CalendarDate
}

export type WalkIn = {
  resource_id: string
  /** Check-out date, or last day. */
  end_date: CalendarDate
  idempotency_key: string
  guests?: Guest[]
  note?: string | null
  customer_id?: string | null
  email?: string | null
}

export type StayResult = z.infer<typeof R.StayResult>
export type WalkInResult = z.infer<typeof R.WalkInResult>
export type CheckOutResult = z.infer<typeof R.CheckOutResult>

export type SetHousekeeping = {
  status: HousekeepingStatus
  note?: string | null
  /** Last closed date of what is out of order; null until it is set again. */
  until?: CalendarDate | null
  /** Live holds on dates that are out of order. */
  release_holds?: boolean
}

export type HousekeepingResult = z.infer<typeof R.HousekeepingResult>

export type ListHousekeepingTasks = ListQuery & {
  status?: TaskStatus | TaskStatus[]
  resource_id?: string
  assignee_id?: string
  date?: CalendarDate
}

export type WorkTask = {
  action: TaskAction
  /** Null takes it from who had it. */
  assignee_id?: string | null
  note?: string | null
}
