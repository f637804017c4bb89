import type { CalendarDate } from "../domain/shared/calendar"
import type { BlackoutKind } from "../domain/shared/facts"
import type { AllocationDTO } from "./allocations"
import type { ListQuery } from "./shared"

export type BlackoutDTO = {
  id: string
  resource_id: string | null
  group_id: string | null
  all: boolean
  start_date: CalendarDate
  end_date: CalendarDate | null
  kind: BlackoutKind
  reason: string
  note: string | null
  created_by: string | null
  created_at: string
  updated_at: string
}

export type CreateBlackout = {
  resource_id?: string
  group_id?: string
  all?: true
  start_date: CalendarDate
  end_date: CalendarDate
  reason: string
  release_holds?: boolean
}

export type UpdateBlackout = {
  start_date?: CalendarDate
  end_date?: CalendarDate
  reason?: string
  release_holds?: boolean
}

export type CreateBlackoutResult = {
  blackout: BlackoutDTO
  holds_released: number
  allocations_affected: AllocationDTO[]
}

export type ListBlackouts = ListQuery & {
  resource_id?: string
  group_id?: string
  kind?: BlackoutKind
  start_date?: CalendarDate
  end_date?: CalendarDate
}
