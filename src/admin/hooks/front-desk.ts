/** The board of the rooms, and what is to be cleaned. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"

import { bookings, type Query } from "../lib/sdk"
import type { ListHousekeepingTasks } from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

/** Others work on it at the same time. */
const A_MOMENT = 15_000

/** More rooms than one house has; the server's bound. */
const MOST_ROOMS = 500

/** The page in sight is read again by itself, and when somebody comes back. */
const LIVE = {
  placeholderData: keepPreviousData,
  refetchInterval: A_MOMENT,
  refetchOnWindowFocus: "always",
} as const

export type BoardFilters = {
  date?: string | undefined
  type?: string | undefined
  group_id?: string | undefined
  q?: string | undefined
}

/** Every room; without a date on its own today. */
export function useBoard(filters: BoardFilters) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "board", filters],
    queryFn: ({ signal }) =>
      bookings.frontDesk.readBoard(
        { ...filters, limit: MOST_ROOMS },
        { signal }
      ),
    ...LIVE,
  })
}

export function useTasks(query: Query) {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "housekeeping-tasks", query],
    queryFn: () =>
      bookings.housekeeping.listTasks(query as ListHousekeepingTasks),
    ...LIVE,
  })
}
