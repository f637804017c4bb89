import { useQuery } from "@tanstack/react-query"

import { bookings } from "../lib/sdk"
import { BOOKINGS_KEY } from "./keys"

const PAGE = 100
/** A store has a handful of types; whoever has more resources finds them by name. */
const MOST_PAGES = 10

/** The types that resources have, for filters. */
export function useTypes(): string[] {
  const { data } = useQuery({
    queryKey: [BOOKINGS_KEY, "types"],
    queryFn: readTypes,
    staleTime: 5 * 60_000,
  })
  return data ?? []
}

async function readTypes(): Promise<string[]> {
  const types = new Set<string>()
  for (let page = 0; page < MOST_PAGES; page++) {
    const { resources, count } = await bookings.resources.list({
      ...{ limit: PAGE, offset: page * PAGE },
      fields: ["type"],
    })
    resources.forEach(({ type }) => types.add(type))
    if ((page + 1) * PAGE >= count) {
      break
    }
  }
  return [...types].sort()
}
