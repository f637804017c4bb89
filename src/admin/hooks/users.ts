/** Who works here: the dashboard's users. */
import { useQuery } from "@tanstack/react-query"

import { store } from "../lib/sdk"
import type { UserSummary } from "../lib/types"
import { BOOKINGS_KEY } from "./keys"

const FIVE_MINUTES = 5 * 60_000
const MOST = 200

/** Names by id, sorted by name. */
export function useUserNames() {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "users"],
    queryFn: async () => {
      const { users } = await store.get<{ users: UserSummary[] }>("/users", {
        limit: MOST,
        fields: "id,first_name,last_name,email",
      })
      const names = users.map((user) => [user.id, nameOf(user)] as const)
      return new Map(names.sort(([, a], [, b]) => a.localeCompare(b)))
    },
    staleTime: FIVE_MINUTES,
  })
}

/** The id of who is logged in. */
export function useMe() {
  return useQuery({
    queryKey: [BOOKINGS_KEY, "me"],
    queryFn: async () => {
      const query = { fields: "id" }
      const { user } = await store.get<{ user: { id: string } }>(
        "/users/me",
        query
      )
      return user.id
    },
    staleTime: FIVE_MINUTES,
  })
}

function nameOf({ first_name, last_name, email }: UserSummary): string {
  return [first_name, last_name].filter(Boolean).join(" ") || email
}
