import { todayIn } from "../lib/dates"
import { useResources } from "./catalog"

const ONE = { limit: 1, order: "created_at", fields: ["timezone"] }

/**
 * The date that it is for the business: in the zone of its first resource.
 * Where one resource is meant, ask for that one's.
 */
export function useToday(): string {
  const { data } = useResources(ONE)
  return todayIn(data?.resources[0]?.timezone ?? "UTC")
}
