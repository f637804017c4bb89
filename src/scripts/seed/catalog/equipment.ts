import { BY_DAY, type SeedResource } from "./shapes"

/** Equipment is interchangeable: one resource of many pieces. */
export const EQUIPMENT: SeedResource[] = [
  equipment(
    "Rooftop Tent",
    10,
    "Hard-shell tent for two that opens in a minute; fits all our vehicles.",
    ["Mattress", "Ladder", "Annexe"]
  ),
  equipment(
    "Recovery Kit",
    12,
    "Snatch strap, rated shackles, two traction boards, shovel and compressor.",
    ["Traction boards", "Compressor", "Tyre gauge"]
  ),
  equipment(
    "Portable Fridge 45 l",
    8,
    "Compressor fridge and freezer for 12, 24 and 240 volts.",
    ["45 litres", "Slide mount"]
  ),
  equipment(
    "Satellite Phone",
    6,
    "For where the coverage ends. Thirty minutes of calls included.",
    ["Car charger", "SOS button"]
  ),
  equipment(
    "Camp Kitchen",
    8,
    "Two-burner stove, gas bottle, pots and plates for four in one box.",
    ["Gas bottle", "Cookware for four"]
  ),
  equipment(
    "Double Sea Kayak",
    6,
    "For two paddlers, with spray decks, vests and a roof cradle.",
    ["Paddles", "Life vests", "Roof cradle"]
  ),
]

function equipment(
  name: string,
  pieces: number,
  description: string,
  amenities: string[]
): SeedResource {
  return {
    ...BY_DAY,
    handle: name.toLowerCase().replace(/ /g, "-"),
    name,
    type: "equipment",
    description,
    amenities,
    default_capacity: pieces,
    max_stay: 28,
  }
}
