import { BY_NIGHT, type SeedResource } from "./shapes"

const GARDEN_ROOMS = [101, 102, 103, 104, 105, 106, 107, 108]
const REEF_SUITES = [201, 202, 203, 204, 205]

/** The lodge at Hervey Bay; every room is a resource of its own. */
export const ROOMS: SeedResource[] = [
  ...GARDEN_ROOMS.map((number) => room("garden-room", number, 1)),
  ...REEF_SUITES.map((number) => room("reef-suite", number, 2)),
]

function room(group: string, number: number, minStay: number): SeedResource {
  return {
    ...BY_NIGHT,
    handle: `room-${number}`,
    name: `Room ${number}`,
    type: "room",
    description:
      number < 200
        ? "On the ground floor, beside the garden."
        : "On the top floor, facing the bay.",
    group,
    default_capacity: 1,
    min_stay: minStay,
    max_stay: 28,
    metadata: { floor: number < 200 ? "ground" : "top" },
  }
}
