import { sumDemand } from "../../domain/shared/demand"
import type { Demand } from "../../domain/shared/facts"
import type { WantedDates } from "../../sql/dates"

/** The distinct resources and dates of a request. */
export function wantedDates(demands: Demand[]): WantedDates[] {
  return [...sumDemand(demands)].map(([resource_id, byDate]) => ({
    resource_id,
    dates: [...byDate.keys()],
  }))
}
