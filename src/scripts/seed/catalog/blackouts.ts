import type { FreezeResource } from "../../../modules/resource_booking/types"
import { GUIDES } from "./guides"
import type { SeedBlackout } from "./shapes"
import { TOURS } from "./tours"

const handles = (resources: { handle: string }[]) =>
  resources.map(({ handle }) => handle)

const ALL_YEAR = handles(TOURS.filter(({ departures }) => !departures?.season))

/** Dates that are closed: seasons and holidays of every year, and repairs. */
export const BLACKOUTS: SeedBlackout[] = [
  {
    resources: ["daintree-rainforest-day"],
    period: { from: "01-15", to: "03-15" },
    reason: "Wet season: the Bloomfield Track is closed",
  },
  {
    resources: [...ALL_YEAR, "turtle-evening", ...handles(GUIDES)],
    period: { from: "12-25", to: "12-25" },
    reason: "Public holiday: Christmas Day",
  },
  {
    resources: ALL_YEAR,
    period: { from: "04-25", to: "04-25" },
    reason: "Public holiday: Anzac Day",
  },
  {
    resources: ["ute-brolga"],
    period: { starts_in: 9, days: 4 },
    reason: "Workshop: 100,000 km service",
  },
  {
    resources: ["guide-lukas-brandt"],
    period: { starts_in: 20, days: 14 },
    reason: "On leave",
  },
  {
    resources: ["room-203"],
    period: { starts_in: 30, days: 7 },
    reason: "New bathroom",
  },
]

/** Resources that are closed now, until staff open them again, by handle. */
export const FREEZES: { resource: string; freeze: FreezeResource }[] = [
  {
    resource: "room-104",
    freeze: {
      reason: "maintenance",
      note: "The air conditioner waits for a part",
    },
  },
]
