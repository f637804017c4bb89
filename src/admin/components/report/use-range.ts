import { useMemo } from "react"
import { useSearchParams } from "react-router-dom"

import { useToday } from "../../hooks/use-today"
import { addDays, addMonths, isDate, startOfMonth } from "../../lib/dates"

export const GROUPINGS = ["day", "week", "month"] as const
export type Grouping = (typeof GROUPINGS)[number]

/** What reports are about, kept in the page's address: this month, by day. */
export function useRange() {
  const today = useToday()
  const [params, setParams] = useSearchParams()
  return useMemo(() => {
    const change = (changes: Record<string, string | null>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) {
              after.delete(name)
            } else {
              after.set(name, value)
            }
          }
          return after
        },
        { replace: true }
      )
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
      group_id: params.get("group_id"),
      type: params.get("type"),
      tab: params.get("tab"),
      change,
    }
  }, [params, setParams, today])
}

export type ReportRange = ReturnType<typeof useRange>
