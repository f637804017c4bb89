import { EQUIPMENT } from "./equipment"
import { GUIDES } from "./guides"
import { ROOMS } from "./rooms"
import type { SeedResource } from "./shapes"
import { TOURS } from "./tours"
import { VEHICLES } from "./vehicles"

/** Everything that can be booked. */
export const RESOURCES: SeedResource[] = [
  ...VEHICLES,
  ...GUIDES,
  ...TOURS,
  ...EQUIPMENT,
  ...ROOMS,
]
