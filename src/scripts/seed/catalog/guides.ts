import { BY_DAY, type SeedResource } from "./shapes"

/** Guides join a customer's own trip, one party at a time. */
export const GUIDES: SeedResource[] = [
  guide(
    "Marlee Dunn",
    "Butchulla woman and ranger; knows every track and story of K'gari.",
    ["English", "4WD instructor", "First aid"]
  ),
  guide(
    "Tom Beattie",
    "Thirty years in the Channel Country; teaches recovery and bush cooking.",
    ["English", "4WD instructor", "Camp cook", "First aid"]
  ),
  guide(
    "Priya Raman",
    "Marine biologist; reef, whales and turtles are her trade.",
    ["English", "Hindi", "Marine biologist", "First aid"]
  ),
  guide(
    "Lukas Brandt",
    "Birdwatcher and photographer, from the Daintree to Bowra.",
    ["English", "German", "Photographer", "First aid"]
  ),
]

function guide(
  name: string,
  description: string,
  amenities: string[]
): SeedResource {
  return {
    ...BY_DAY,
    handle: `guide-${name}`.toLowerCase().replace(/ /g, "-"),
    name: `Guide ${name}`,
    type: "guide",
    description,
    amenities,
    default_capacity: 1,
    max_stay: 21,
  }
}
