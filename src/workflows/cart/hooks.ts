import { createHook, transform } from "@medusajs/framework/workflows-sdk"
import { z } from "@medusajs/framework/zod"

import type { BookingCart, BookingToPrice } from "../../checkout/priced-lines"

/** What a client sends for the store's own handlers, and for nobody else. */
export type AdditionalData = Record<string, unknown>

export type WithAdditionalData = {
  additional_data?: AdditionalData | null | undefined
}

/** As Medusa has it; it doesn't export the schema. */
const pricingContext = z.record(z.string(), z.unknown()).optional()

type PricingHookInput = {
  cart: BookingCart
  items: BookingToPrice[]
  additional_data: AdditionalData | null | undefined
}

/**
 * The hook `setPricingContext` of the workflow that is being composed: what its
 * handler returns is a part of the context by which Medusa chooses prices.
 */
export function createPricingHook(input: PricingHookInput) {
  const variantIds = transform({ items: input.items }, ({ items }) =>
    items.map(({ variant_id }) => variant_id)
  )
  return createHook(
    "setPricingContext",
    { ...input, variantIds },
    { resultValidator: pricingContext }
  )
}

/** The bookings that a refreshed cart has, for that hook. */
export function bookingsToPrice(
  holds: (Pick<BookingToPrice, "variant_id" | "line_item_id" | "metadata"> & {
    plan: Omit<BookingToPrice, "variant_id" | "line_item_id" | "metadata">
  })[]
): BookingToPrice[] {
  return holds.map(({ variant_id, line_item_id, metadata, plan }) => ({
    ...{ variant_id, line_item_id, metadata },
    ...plan,
  }))
}
