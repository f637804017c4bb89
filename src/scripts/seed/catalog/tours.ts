import { BY_DAY, type SeedResource } from "./shapes"

const DAILY = [1, 2, 3, 4, 5, 6, 7]
const NOT_ON_MONDAY = [2, 3, 4, 5, 6, 7]
const NOT_ON_SUNDAY = [1, 2, 3, 4, 5, 6]

const TOUR = { ...BY_DAY, type: "tour", default_capacity: null } as const

/** Tours have a number of places for each date that they run. */
export const TOURS: SeedResource[] = [
  {
    ...TOUR,
    handle: "kgari-day-tour",
    name: "K'gari Beach and Lakes Day Tour",
    description:
      "75 Mile Beach, Eli Creek and Lake McKenzie by 4WD, with lunch. Leaves Hervey Bay at 7 am.",
    amenities: ["Hotel pick-up", "Lunch", "Park fees", "12 places"],
    departures: { places: 12, weekdays: NOT_ON_MONDAY },
  },
  {
    ...TOUR,
    handle: "carnarvon-gorge-3-days",
    name: "Carnarvon Gorge, Three Days",
    description:
      "Moss Garden, Art Gallery and Boolimba Bluff on foot, two nights under canvas, all meals. Starts any day from Tuesday to Friday.",
    amenities: ["All meals", "Tents", "Park fees", "8 places"],
    departures: { places: 8, weekdays: NOT_ON_MONDAY },
    min_stay: 3,
    max_stay: 3,
    lead_time_hours: 24,
  },
  {
    ...TOUR,
    handle: "whitsundays-reef-day",
    name: "Whitsundays Reef Day",
    description:
      "Catamaran from Airlie Beach to the outer reef and Whitehaven Beach, with snorkelling and lunch.",
    amenities: ["Snorkel gear", "Stinger suit", "Lunch", "20 places"],
    departures: { places: 20, weekdays: DAILY },
  },
  {
    ...TOUR,
    handle: "daintree-rainforest-day",
    name: "Daintree Rainforest Day",
    description:
      "Mossman Gorge, Cape Tribulation and the Bloomfield Track with a local guide. Closed in the wet season.",
    amenities: ["Pick-up in Port Douglas", "Lunch", "10 places"],
    departures: { places: 10, weekdays: NOT_ON_SUNDAY },
  },
  {
    ...TOUR,
    handle: "hervey-bay-whale-watch",
    name: "Hervey Bay Whale Watch",
    description:
      "Half a day among resting humpbacks and their calves, from mid-July to October.",
    amenities: ["Morning tea", "Hydrophone", "24 places"],
    departures: {
      places: 24,
      weekdays: DAILY,
      season: { from: "07-15", to: "10-31" },
    },
  },
  {
    ...TOUR,
    handle: "turtle-evening",
    name: "Turtle Evening",
    description:
      "Loggerhead turtles nesting and hatching on the coast near Bundaberg, from November to March.",
    amenities: ["Supper", "Red-light torches", "15 places"],
    departures: {
      places: 15,
      weekdays: NOT_ON_SUNDAY,
      season: { from: "11-10", to: "03-20" },
    },
  },
]
