import type { HousekeepingStatus } from "../../../modules/resource_booking/types"

/** Of today, by the handle of a room that has nothing else; it is the demo's. */
export type SeedStay = {
  resource: string
  guests: { name: string }[]
  /** Of a room: until the day after so many nights; of a vehicle: as many days. */
  lasts: number
  note?: string
  /** They have come already; else they are expected. */
  is_in: boolean
}

/** What a front desk sees on a morning. */
export const STAYS: SeedStay[] = [
  {
    resource: "room-101",
    guests: [{ name: "Aiko Tanaka" }, { name: "Ren Tanaka" }],
    lasts: 2,
    note: "A cot, please",
    is_in: false,
  },
  {
    resource: "room-102",
    guests: [{ name: "Ida Lund" }],
    lasts: 3,
    is_in: true,
  },
  // A vehicle comes back on its last day: this one is due today.
  {
    resource: "ute-coolabah",
    guests: [{ name: "Sam Okafor" }],
    lasts: 1,
    is_in: true,
  },
]

/** Rooms that are not as they should be. */
export const HOUSEKEEPING: {
  resource: string
  status: HousekeepingStatus
  note: string
}[] = [
  { resource: "room-105", status: "dirty", note: "Left this morning" },
  { resource: "room-107", status: "out_of_order", note: "The shower leaks" },
]
