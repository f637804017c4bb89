import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  filterObjectByKeys,
  MathBN,
  QueryContext,
} from "@medusajs/framework/utils"

import { isBookingRefusal, notFound, reject } from "../modules/resource_booking"
import type {
  LinePlan,
  Metadata,
  PricedHold,
} from "../modules/resource_booking/types"
import { NAME_FIELDS, type NamedVariant, titleOf } from "./line-title"

export type BookingCart = {
  id: string
  currency_code: string
  region_id: string | null
  customer_id: string | null
  sales_channel_id: string | null
  completed_at: string | null
  items: {
    id: string
    variant_id: string | null
    metadata: Record<string, unknown> | null
  }[]
}

/** @throws BookingRefusal `not_found`; `invalid_data` for a completed cart */
export async function openCart(
  container: MedusaContainer,
  id: string
): Promise<BookingCart> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: [
      ...PRICED_BY,
      ...["region.*", "customer_id", "completed_at"],
      ...["items.id", "items.variant_id", "items.metadata"],
    ],
    filters: { id },
  })
  const cart = data[0] as unknown as BookingCart | undefined
  if (!cart) {
    return notFound("cart", id)
  }
  if (cart.completed_at) {
    reject(
      "invalid_data",
      "This cart is completed. Its bookings can't be changed."
    )
  }
  return cart
}

/** What Medusa prices its own lines by; it doesn't export the list. */
const PRICED_BY = [
  ...[
    "id",
    "sales_channel_id",
    "currency_code",
    "region_id",
    "locale",
    "email",
  ],
  ...["shipping_address.city", "shipping_address.country_code"],
  ...["shipping_address.province", "shipping_address.postal_code"],
  ...["item_total", "total", "customer.id", "customer.groups.id"],
]

/** What a store's handler of `setPricingContext` has returned. */
export type PricingContext = Record<string, unknown> | undefined

/** A booking whose price is asked for, as a handler of `setPricingContext` sees it. */
export type BookingToPrice = Omit<LinePlan, "items"> & {
  variant_id: string
  /** Null while it has no line. */
  line_item_id: string | null
  /** What the booking was given when it was added. */
  metadata: Metadata
}

/**
 * All of a cart that a price may depend on, as Medusa has it for its own lines:
 * a store's context comes before whatever the cart itself decides.
 */
function pricesFor(
  cart: BookingCart,
  quantity: number,
  context: PricingContext
) {
  const { customer, region } = cart as BookingCart & Record<string, object>
  const { currency_code, region_id, customer_id } = cart
  return QueryContext({
    ...filterObjectByKeys(cart, PRICED_BY),
    ...(region_id ? { region } : {}),
    ...(customer_id ? { customer } : {}),
    ...context,
    ...{ currency_code, quantity },
    ...(region_id ? { region_id } : {}),
    ...(customer_id ? { customer_id } : {}),
  })
}

type PricedVariant = NamedVariant & {
  calculated_price: {
    calculated_amount: number | null
    is_calculated_price_tax_inclusive: boolean
  } | null
}

/** A line as it is put into a cart: its title says the dates. */
export type PricedLine = {
  variant_id: string
  title: string
  quantity: number
  unit_price: number
  /** Whether the price has its tax in it. Medusa asks: the price is ours. */
  is_tax_inclusive: boolean
}

/**
 * Prices a line: what the variant costs in this cart, for each date or once.
 *
 * @throws BookingRefusal `not_found`; `invalid_data` without a price in the
 * cart's currency
 */
export async function priceLine(
  container: MedusaContainer,
  cart: BookingCart,
  variantId: string,
  plan: Omit<LinePlan, "items">,
  context: PricingContext
): Promise<PricedLine> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { currency_code } = cart
  const { data } = await query.graph({
    entity: "variant",
    fields: [...NAME_FIELDS, "calculated_price.*"],
    filters: { id: variantId },
    context: { calculated_price: pricesFor(cart, plan.quantity, context) },
  })
  const variant = data[0] as unknown as PricedVariant | undefined
  if (!variant) {
    return notFound("variant", variantId)
  }
  const price = variant.calculated_price
  const amount = price?.calculated_amount
  if (amount === null || amount === undefined) {
    return reject(
      "invalid_data",
      `This product has no price in ${currency_code.toUpperCase()}.`
    )
  }
  return {
    variant_id: variantId,
    title: titleOf(container, variantId, variant, plan),
    quantity: plan.quantity,
    unit_price: MathBN.mult(amount, plan.charged_dates).toNumber(),
    is_tax_inclusive: price?.is_calculated_price_tax_inclusive ?? false,
  }
}

/** Holds with what each would cost now, and those that have no price. */
export type PricedHolds = {
  priced: { hold: PricedHold; line: PricedLine }[]
  unpriced: PricedHold[]
}

/** Prices holds in their cart as it is now, charged as was agreed. */
export async function priceHolds(
  container: MedusaContainer,
  cart: BookingCart,
  holds: PricedHold[],
  context: PricingContext
): Promise<PricedHolds> {
  const found: PricedHolds = { priced: [], unpriced: [] }
  for (const hold of holds) {
    try {
      const { variant_id, plan } = hold
      const line = await priceLine(container, cart, variant_id, plan, context)
      found.priced.push({ hold, line })
    } catch (error) {
      if (!isBookingRefusal(error)) {
        throw error
      }
      found.unpriced.push(hold)
    }
  }
  return found
}
