import type { SeedGroup } from "./shapes"

/** Interchangeable vehicles and rooms: a customer books one of a group. */
export const GROUPS: SeedGroup[] = [
  {
    handle: "79-series-ute",
    name: "79 Series Dual-Cab Ute",
    type: "vehicle",
    description:
      "V8 diesel ute with a canopy, for station tracks and long beaches. Five seats, permits for K'gari included.",
    amenities: [
      "Dual battery",
      "Snorkel",
      "Winch",
      "UHF radio",
      "130 l long-range tank",
    ],
  },
  {
    handle: "touring-wagon",
    name: "4WD Touring Wagon",
    type: "vehicle",
    description:
      "Seven-seat automatic 4WD for families: comfortable on the highway, at home on sand.",
    amenities: [
      "Automatic",
      "Seven seats",
      "Air conditioning",
      "UHF radio",
      "Roof platform",
    ],
  },
  {
    handle: "troop-carrier-camper",
    name: "Troop Carrier Camper",
    type: "vehicle",
    description:
      "Pop-top troop carrier that sleeps two, with kitchen and solar power. From three days.",
    amenities: [
      "Pop-top with double bed",
      "Gas kitchen",
      "60 l fridge",
      "Solar panel",
      "90 l water",
    ],
  },
  {
    handle: "garden-room",
    name: "Garden Room",
    type: "room",
    description:
      "Ground-floor room with a veranda on the pandanus garden, in our lodge at Hervey Bay. Sleeps two.",
    amenities: [
      "Queen bed",
      "Veranda",
      "Air conditioning",
      "Bar fridge",
      "Wi-Fi",
    ],
  },
  {
    handle: "reef-suite",
    name: "Reef Suite",
    type: "room",
    description:
      "Top-floor suite with a balcony over the bay and a separate living room. Sleeps four, from two nights.",
    amenities: [
      "King bed",
      "Sofa bed",
      "Ocean view",
      "Balcony",
      "Kitchenette",
      "Air conditioning",
      "Wi-Fi",
    ],
  },
]
