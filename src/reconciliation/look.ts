import type { Scope } from "../modules/resource_booking/types"

/** What a run looks at: all, or what has changed and some of the rest. */
export type Look = {
  /** Of this module's own rows. */
  scopes: Scope[]
  /** Of Medusa's: orders, payments and carts from then on, */
  since: Date
  /** what the last run flagged, */
  flagged: string[]
  /** and so many of the rest, from where the last run has ended; null: all. */
  sweep: Sweep | null
}

/** Where each walk through all begins, and in the end where it has come to. */
export type Sweep = {
  /** As far back as any run looks at orders and carts. */
  since: Date
  orders: string
  sold_orders: string
  carts: string
}
