import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  MathBN,
  QueryContext,
} from "@medusajs/framework/utils"
import {
  reject,
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../modules/resource_booking"
import type { LinePlan } from "../modules/resource_booking/types"

export function bookingsIn(container: MedusaContainer): ResourceBookingService {
  return container.resolve<ResourceBookingService>(RESOURCE_BOOKING_MODULE)
}

/** What a line of a cart or an order carries of its hold. */
export type LineMetadata = { resource_booking?: { hold_id?: unknown } }

/** The hold that a line says it was sold with; the line is not believed. */
export function holdIdOf(line: {
  metadata?: Record<string, unknown> | null
}): string | null {
  const { resource_booking } = (line.metadata ?? {}) as LineMetadata
  const id = resource_booking?.hold_id
  return typeof id === "string" ? id : null
}

/** Which of these variants sell bookings. */
export async function bookingVariants(
  container: MedusaContainer,
  variantIds: (string | null | undefined)[]
): Promise<Set<string>> {
  const ids = [...new Set(variantIds)].filter((id) => typeof id === "string")
  if (ids.length === 0) {
    return new Set()
  }
  const links = await bookingsIn(container).listVariantLinks(ids)
  return new Set(links.map((link) => link.variant_id))
}

export type BookingCart = {
  id: string
  currency_code: string
  region_id: string | null
  customer_id: string | null
  /** Whose groups may have prices of their own. */
  customer: { groups?: { id: string }[] } | null
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
      ...["id", "currency_code", "region_id", "customer_id", "completed_at"],
      ...["customer.groups.id"],
      ...["items.id", "items.variant_id", "items.metadata"],
    ],
    filters: { id },
  })
  const cart = data[0] as unknown as BookingCart | undefined
  if (!cart) {
    return reject("not_found", `There is no cart with id ${id}.`)
  }
  if (cart.completed_at) {
    reject(
      "invalid_data",
      "The cart is completed: its bookings stay as they are."
    )
  }
  return cart
}

type PricedVariant = {
  id: string
  title: string
  product: { title: string } | null
  calculated_price: { calculated_amount: number | null } | null
}

/** A line as it is put into a cart: its title says the dates. */
export type PricedLine = {
  variant_id: string
  title: string
  quantity: number
  unit_price: number
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
  plan: LinePlan
): Promise<PricedLine> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { currency_code, region_id, customer_id, customer } = cart
  const { data } = await query.graph({
    entity: "variant",
    fields: ["id", "title", "product.title", "calculated_price.*"],
    filters: { id: variantId },
    context: {
      calculated_price: QueryContext({
        currency_code,
        quantity: plan.quantity,
        ...(region_id ? { region_id } : {}),
        ...(customer_id ? { customer_id, customer } : {}),
      }),
    },
  })
  const variant = data[0] as unknown as PricedVariant | undefined
  if (!variant) {
    return reject("not_found", `There is no variant with id ${variantId}.`)
  }
  const amount = variant.calculated_price?.calculated_amount
  if (amount === null || amount === undefined) {
    return reject("invalid_data", `It has no price in ${currency_code}.`)
  }
  return {
    variant_id: variantId,
    title: `${variant.product?.title ?? variant.title}, ${plan.stay}`,
    quantity: plan.quantity,
    unit_price: MathBN.mult(amount, plan.charged_dates).toNumber(),
  }
}
