import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"

import { bookings } from "../lib/sdk"
import type { CalendarResource } from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

/** Resources of one request: many screens of rows, and still one quick answer. */
const PAGE = 250
const A_MINUTE = 60_000

export type CalendarQuery = {
  start_date: string
  end_date: string
  type: string | undefined
  group_id: string | undefined
  q: string | undefined
}

/** Resources × dates, as far as it was scrolled. */
export function useCalendar(query: CalendarQuery) {
  const answer = useInfiniteQuery({
    queryKey: [BOOKINGS_KEY, "calendar", query],
    queryFn: ({ pageParam, signal }) =>
      bookings.calendar.read(
        { ...query, limit: PAGE, offset: pageParam },
        { signal }
      ),
    initialPageParam: 0,
    getNextPageParam: ({ offset, limit, count }) =>
      offset + limit < count ? offset + limit : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: A_MINUTE,
    select: ({ pages }) => ({
      dates: pages[0]?.dates ?? [],
      count: pages[0]?.count ?? 0,
      resources: pages.flatMap(({ resources }) => resources),
    }),
  })
  return answer
}

export type CalendarData = {
  dates: string[]
  count: number
  resources: CalendarResource[]
}
