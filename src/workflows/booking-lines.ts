import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  filterObjectByKeys,
  MathBN,
  Modules,
  QueryContext,
} from "@medusajs/framework/utils"
import {
  isBookingRefusal,
  reject,
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../modules/resource_booking"
import type {
  AgreedHold,
  LineHold,
  LinePlan,
  MarkedLine,
  PricedHold,
} from "../modules/resource_booking/types"

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

export type CartLine = {
  id: string
  variant_id?: string | null
  metadata?: Record<string, unknown> | null
  quantity?: unknown
  unit_price?: unknown
}

/** What is read of a CartLine. */
export const LINE_FIELDS = [
  "id",
  "variant_id",
  "metadata",
  "quantity",
  "unit_price",
]

/** The lines that a cart has now, whatever was read of it before. */
export async function readLines(
  container: MedusaContainer,
  cartId: string
): Promise<CartLine[]> {
  return container
    .resolve(Modules.CART)
    .listLineItems({ cart_id: cartId }, { select: LINE_FIELDS, take: null })
}

export function markedLines(lines: CartLine[]): MarkedLine[] {
  return lines.map((line) => ({
    line_item_id: line.id,
    variant_id: line.variant_id ?? null,
    hold_id: holdIdOf(line),
    quantity: Number(line.quantity),
    unit_price: String(Number(line.unit_price)),
  }))
}

/**
 * Holds whose line is written, and which were too busy to be told so then, have
 * it before anything is done by what the cart's lines are sold with.
 *
 * @throws BookingRefusal `busy` when they are so still
 */
export async function attachWaiting(
  container: MedusaContainer,
  cart_id: string,
  read: () => Promise<CartLine[]>
): Promise<void> {
  const bookings = bookingsIn(container)
  const holds = await bookings.listLineHolds(cart_id)
  if (holds.some(({ line_item_id }) => line_item_id === null)) {
    const lines = markedLines(await read())
    const by = { actor: { type: "system", id: null } } as const
    await bookings.matchLines({ cart_id, lines, is_locked: false }, by)
  }
}

/**
 * Which lines of a cart are bookings: those that were sold with a hold, whatever
 * has become of their product or its links since; and those whose variant sells
 * bookings now, which lack one.
 *
 * @returns the ids of the lines
 */
export async function bookedLines(
  container: MedusaContainer,
  cartId: string,
  lines: CartLine[]
): Promise<Set<string>> {
  const holds = await bookingsIn(container).listLineHolds(cartId)
  const ids = lines.map((line) => line.variant_id)
  const selling = await bookingVariants(container, ids)
  const held = new Set(holds.flatMap(({ line_item_id }) => line_item_id ?? []))
  const booked = lines.filter(
    (line) =>
      held.has(line.id) ||
      (line.variant_id && selling.has(line.variant_id)) ||
      isMarked(line, holds)
  )
  return new Set(booked.map((line) => line.id))
}

/**
 * A client can write a line's mark: one on a line of another variant makes no
 * booking of it.
 */
function isMarked(line: CartLine, holds: LineHold[]): boolean {
  const hold = holds.find(({ hold_id }) => hold_id === holdIdOf(line))
  return (
    hold !== undefined &&
    (!line.variant_id || line.variant_id === hold.variant_id)
  )
}

/**
 * Whether an order's line was sold with a hold. A client can write its mark: the
 * hold must be of the order's cart, and of the line's variant as far as the line
 * knows it.
 */
export function isSoldWith(
  cartId: string | null,
  line: Omit<CartLine, "id">,
  hold: AgreedHold
): boolean {
  return (
    hold.hold_id === holdIdOf(line) &&
    hold.cart_id === cartId &&
    (!line.variant_id || line.variant_id === hold.variant_id)
  )
}

/**
 * Of lines that name the same hold, the one that knows its variant comes first:
 * of a product that was deleted, a mark is all that a line has.
 */
export function knownFirst<T extends { variant_id: string | null }>(
  lines: T[]
): T[] {
  const known = lines.filter(({ variant_id }) => variant_id !== null)
  const unknown = lines.filter(({ variant_id }) => variant_id === null)
  return [...known, ...unknown]
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

/** All of a cart that a price may depend on, as Medusa has it for its own lines. */
function pricesFor(cart: BookingCart, quantity: number) {
  const { customer, region } = cart as BookingCart & Record<string, object>
  const { currency_code, region_id, customer_id } = cart
  return QueryContext({
    ...filterObjectByKeys(cart, PRICED_BY),
    ...{ currency_code, quantity },
    ...(region_id ? { region_id, region } : {}),
    ...(customer_id ? { customer_id, customer } : {}),
  })
}

type PricedVariant = {
  id: string
  title: string
  product: { title: string } | null
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
  plan: Omit<LinePlan, "items">
): Promise<PricedLine> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { currency_code } = cart
  const { data } = await query.graph({
    entity: "variant",
    fields: ["id", "title", "product.title", "calculated_price.*"],
    filters: { id: variantId },
    context: { calculated_price: pricesFor(cart, plan.quantity) },
  })
  const variant = data[0] as unknown as PricedVariant | undefined
  if (!variant) {
    return reject("not_found", `There is no variant with id ${variantId}.`)
  }
  const price = variant.calculated_price
  const amount = price?.calculated_amount
  if (amount === null || amount === undefined) {
    return reject("invalid_data", `It has no price in ${currency_code}.`)
  }
  return {
    variant_id: variantId,
    title: titleOf(variant, plan.stay),
    quantity: plan.quantity,
    unit_price: MathBN.mult(amount, plan.charged_dates).toNumber(),
    is_tax_inclusive: price?.is_calculated_price_tax_inclusive ?? false,
  }
}

function titleOf(
  variant: Pick<PricedVariant, "title" | "product">,
  stay: string
): string {
  return `${variant.product?.title ?? variant.title}, ${stay}`
}

/** What a line is called; of a variant that is gone, only its dates. */
export async function lineTitle(
  container: MedusaContainer,
  variantId: string,
  stay: string
): Promise<string> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "variant",
    fields: ["id", "title", "product.title"],
    filters: { id: variantId },
  })
  const variant = data[0] as unknown as PricedVariant | undefined
  return variant ? titleOf(variant, stay) : stay
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
  holds: PricedHold[]
): Promise<PricedHolds> {
  const found: PricedHolds = { priced: [], unpriced: [] }
  for (const hold of holds) {
    try {
      const { variant_id, plan } = hold
      const line = await priceLine(container, cart, variant_id, plan)
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
