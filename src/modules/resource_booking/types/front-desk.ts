import type { BoardAction, RoomStatus } from "../domain/front-desk/board"
import type {
  HousekeepingStatus,
  TaskAction,
  TaskStatus,
} from "../domain/front-desk/housekeeping"
import type { StayOnDate, StayState } from "../domain/front-desk/stay-on-date"
import type { CalendarDate } from "../domain/shared/calendar"
import type { AllocationDTO, Guest } from "./allocations"
import type { ResourceDTO } from "./catalog"
import type { BlackoutDTO } from "./closures"
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
export type BoardStay = Pick<
  AllocationDTO,
  | "id"
  | "resource_id"
  | "order_id"
  | "hold_id"
  | "start_date"
  | "end_date"
  | "guests"
  | "note"
  | "arrived_at"
  | "departed_at"
  | "no_show_at"
> & {
  /** Who it was booked for, where no guest is named. */
  email: string | null
  /** What has become of it by now. */
  state: StayState | null
  /** What it is on the date that is shown. */
  on_date: StayOnDate
  /** It should have come, or left, on a date before. */
  is_overdue: boolean
}

/** Work to be done in a resource, and all that is known of how clean it is. */
export type HousekeepingTaskDTO = {
  id: string
  resource_id: string
  resource_name: string
  /** The stay after which it is to be done; null when staff said so. */
  allocation_id: string | null
  status: TaskStatus
  due_date: CalendarDate
  /** A user of the admin. */
  assignee_id: string | null
  note: string | null
  started_at: string | null
  finished_at: string | null
  inspected_at: string | null
  created_at: string
  updated_at: string
}

/** A resource on the board; nothing of it is stored but the records behind it. */
export type BoardRoom = {
  resource: Pick<
    ResourceDTO,
    "id" | "name" | "type" | "group_id" | "timezone" | "span" | "is_active"
  >
  /** The date that is shown. */
  date: CalendarDate
  is_today: boolean
  status: RoomStatus
  housekeeping_status: HousekeepingStatus
  /** Who is in it now. */
  occupant: BoardStay | null
  /** Since when, let in by whom, and until when they are expected to stay. */
  occupancy: {
    checked_in_at: string
    actor_type: string
    actor_id: string | null
    expected_check_out: CalendarDate
  } | null
  arrival: BoardStay | null
  departure: BoardStay | null
  /** All that have to do with it on the date; who leaves comes first. */
  stays: BoardStay[]
  /** What is to be cleaned, if something is. */
  task: Pick<
    HousekeepingTaskDTO,
    "id" | "status" | "due_date" | "assignee_id"
  > | null
  /** Empty on another date than today. */
  actions: BoardAction[]
}

export type BoardDTO = {
  rooms: BoardRoom[]
  arrivals: BoardStay[]
  departures: BoardStay[]
  in_house: BoardStay[]
  count: number
  offset: number
  limit: number
  server_time: string
}

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

export type StayResult = {
  /** As it is now; after dates were changed a new segment. */
  allocation: AllocationDTO
  /** The segment that it took the place of. */
  replaced: AllocationDTO | null
}

export type WalkInResult = StayResult & { idempotent_replay?: true }

export type CheckOutResult = StayResult & {
  /** What is to be cleaned now. */
  task: HousekeepingTaskDTO
}

export type SetHousekeeping = {
  status: HousekeepingStatus
  note?: string | null
  /** Last closed date of what is out of order; null until it is set again. */
  until?: CalendarDate | null
  /** Live holds on dates that are out of order. */
  release_holds?: boolean
}

export type HousekeepingResult = {
  resource_id: string
  housekeeping_status: HousekeepingStatus
  /** Of what is out of order. */
  blackout: BlackoutDTO | null
  holds_released: number
  allocations_affected: AllocationDTO[]
}

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
