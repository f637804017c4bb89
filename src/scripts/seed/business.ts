/** The demo's business, apart from what it sells. */

export const BUSINESS = "Pandanus Coast Touring"

/** Queensland has no daylight saving time. */
export const TIMEZONE = "Australia/Brisbane"

/** The first is the default. */
export const CURRENCIES = ["aud", "usd"] as const
export type Currency = (typeof CURRENCIES)[number]
export type Prices = Record<Currency, number>

export type DemoRegion = {
  name: string
  currency_code: Currency
  countries: string[]
}

/** The first is the default. */
export const REGIONS: [DemoRegion, ...DemoRegion[]] = [
  { name: "Australia", currency_code: "aud", countries: ["au"] },
  { name: "United States", currency_code: "usd", countries: ["us"] },
]

/** Medusa's own provider: payments are captured by hand. */
export const PAYMENT_PROVIDER = "pp_system_default"
