import type { SeedProduct } from "./shapes"

/**
 * What stands in the shop: a product has the name, the handle and the
 * description of what it sells. Prices are for a date (a night, a day), or for
 * the whole booking where its price mode says so.
 */
export const PRODUCTS: SeedProduct[] = [
  { sells: { group: "79-series-ute" }, prices: { aud: 219, usd: 145 } },
  { sells: { group: "touring-wagon" }, prices: { aud: 189, usd: 125 } },
  { sells: { group: "troop-carrier-camper" }, prices: { aud: 289, usd: 189 } },

  { sells: { resource: "guide-marlee-dunn" }, prices: { aud: 520, usd: 340 } },
  { sells: { resource: "guide-tom-beattie" }, prices: { aud: 480, usd: 315 } },
  { sells: { resource: "guide-priya-raman" }, prices: { aud: 495, usd: 325 } },
  { sells: { resource: "guide-lukas-brandt" }, prices: { aud: 480, usd: 315 } },

  { sells: { resource: "kgari-day-tour" }, prices: { aud: 245, usd: 160 } },
  {
    sells: { resource: "carnarvon-gorge-3-days" },
    prices: { aud: 1490, usd: 975 },
    price_mode: "per_booking",
  },
  {
    sells: { resource: "whitsundays-reef-day" },
    prices: { aud: 289, usd: 189 },
  },
  {
    sells: { resource: "daintree-rainforest-day" },
    prices: { aud: 215, usd: 140 },
  },
  {
    sells: { resource: "hervey-bay-whale-watch" },
    prices: { aud: 165, usd: 109 },
  },
  { sells: { resource: "turtle-evening" }, prices: { aud: 95, usd: 62 } },

  { sells: { resource: "rooftop-tent" }, prices: { aud: 45, usd: 30 } },
  { sells: { resource: "recovery-kit" }, prices: { aud: 25, usd: 16.5 } },
  { sells: { resource: "portable-fridge-45-l" }, prices: { aud: 22, usd: 14 } },
  { sells: { resource: "satellite-phone" }, prices: { aud: 30, usd: 20 } },
  { sells: { resource: "camp-kitchen" }, prices: { aud: 28, usd: 18.5 } },
  { sells: { resource: "double-sea-kayak" }, prices: { aud: 55, usd: 36 } },

  { sells: { group: "garden-room" }, prices: { aud: 215, usd: 140 } },
  { sells: { group: "reef-suite" }, prices: { aud: 365, usd: 240 } },
]
