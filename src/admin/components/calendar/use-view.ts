import { useMemo } from "react"

import { useAddress } from "../../hooks/use-address"
import { isDate } from "../../lib/dates"

/** How much is loaded at a time; the server's bound is 366 dates. */
export const WEEKS = [4, 8, 12, 26, 52] as const
const BY_DEFAULT = 8

/** What the calendar shows, kept in the page's address. */
export function useView(today: string) {
  const { params, change } = useAddress()
  return useMemo(() => {
    const start = params.get("start")
    const weeks = Number(params.get("weeks"))
    return {
      start: isDate(start) ? start : today,
      weeks: WEEKS.find((each) => each === weeks) ?? BY_DEFAULT,
      type: params.get("type") ?? undefined,
      group_id: params.get("group_id") ?? undefined,
      q: params.get("q") ?? undefined,
      change,
    }
  }, [params, today, change])
}

export type CalendarView = ReturnType<typeof useView>
