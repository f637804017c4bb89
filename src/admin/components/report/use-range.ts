import { useMemo } from "react"

import { useAddress } from "../../hooks/use-address"
import { useToday } from "../../hooks/use-today"
import { addDays, addMonths, isDate, startOfMonth } from "../../lib/dates"

export const GROUPINGS = ["day", "week", "month"] as const
export type Grouping = (typeof GROUPINGS)[number]

/** What reports are about, kept in the page's address: this month, by day. */
export function useRange() {
  const today = useToday()
  const { params, change } = useAddress()
  return useMemo(() => {
    const date = (name: string, otherwise: string) => {
      const text = params.get(name)
      return isDate(text) ? text : otherwise
    }
    const month = startOfMonth(today)
    return {
      start_date: date("start_date", month),
      end_date: date("end_date", addDays(addMonths(month, 1), -1)),
      group_by:
        GROUPINGS.find((each) => each === params.get("group_by")) ?? "day",
      resource_id: params.get("resource_id"),
      group_id: params.get("group_id") ?? undefined,
      type: params.get("type") ?? undefined,
      tab: params.get("tab"),
      change,
    }
  }, [params, change, today])
}

export type ReportRange = ReturnType<typeof useRange>
