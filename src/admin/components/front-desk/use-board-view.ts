import { useMemo } from "react"

import { useAddress } from "../../hooks/use-address"
import { isDate } from "../../lib/dates"

/** What the board shows: which rooms, and of which date if not today. */
export function useBoardView() {
  const { params, change } = useAddress()
  return useMemo(() => {
    const date = params.get("date")
    return {
      date: isDate(date) ? date : undefined,
      type: params.get("type") ?? undefined,
      group_id: params.get("group_id") ?? undefined,
      q: params.get("q") ?? undefined,
      change,
    }
  }, [params, change])
}

export type BoardView = ReturnType<typeof useBoardView>
