import type { z } from "zod"

import type { CalendarDate } from "../domain/shared/calendar"
import type { BlackoutKind } from "../domain/shared/facts"
import type * as R from "../records"
import type { ListQuery } from "./shared"

export type BlackoutDTO = z.infer<typeof R.Blackout>

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

export type CreateBlackoutResult = z.infer<typeof R.CreateBlackoutResult>

export type ListBlackouts = ListQuery & {
  resource_id?: string
  group_id?: string
  kind?: BlackoutKind
  start_date?: CalendarDate
  end_date?: CalendarDate
}
