import { useCallback, useMemo } from "react"
import { useSearchParams } from "react-router-dom"
import { isDate } from "../../lib/dates"

/** How much is loaded at a time; the server's bound is 366 dates. */
export const WEEKS = [4, 8, 12, 26, 52] as const
const BY_DEFAULT = 8

/** What the calendar shows, kept in the page's address. */
export function useView(today: string) {
  const [params, setParams] = useSearchParams()
  const change = useCallback(
    (changes: Record<string, string | null>) =>
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
      ),
    [setParams]
  )
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
