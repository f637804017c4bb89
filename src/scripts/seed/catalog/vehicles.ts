import { BY_DAY, type SeedResource } from "./shapes"

const UTES = ["Banksia", "Brolga", "Coolabah", "Jabiru"]
const WAGONS = ["Grevillea", "Kookaburra", "Wattle"]
const CAMPERS = ["Currawong", "Ironbark", "Quandong"]

/** The fleet; every vehicle goes by a name that is painted on its door. */
export const VEHICLES: SeedResource[] = [
  ...UTES.map((name) => vehicle("79-series-ute", "Ute", name, 1)),
  ...WAGONS.map((name) => vehicle("touring-wagon", "Wagon", name, 1)),
  ...CAMPERS.map((name) => vehicle("troop-carrier-camper", "Camper", name, 3)),
]

function vehicle(
  group: string,
  kind: string,
  name: string,
  minStay: number
): SeedResource {
  return {
    ...BY_DAY,
    handle: `${kind}-${name}`.toLowerCase(),
    name: `${kind} ${name}`,
    type: "vehicle",
    description: "One of our fleet, collected at the Hervey Bay depot.",
    group,
    default_capacity: 1,
    min_stay: minStay,
    max_stay: 28,
  }
}
