import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

import {
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../modules/resource_booking"
import type { AgreedHold, MarkedLine } from "../modules/resource_booking/types"
import { patiently } from "./patiently"
import { SYSTEM } from "./system"

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
 * @returns whether there are any, for a line or with one
 * @throws BookingRefusal `busy` when they are so still
 */
export async function attachWaiting(
  container: MedusaContainer,
  cart_id: string,
  read: () => Promise<CartLine[]>
): Promise<boolean> {
  const bookings = bookingsIn(container)
  const holds = await patiently(() => bookings.listLineHolds(cart_id))
  if (holds.some(({ line_item_id }) => line_item_id === null)) {
    const lines = markedLines(await read())
    await bookings.matchLines({ cart_id, lines, is_locked: false }, SYSTEM)
  }
  return holds.length > 0
}

/**
 * Which lines of a cart are bookings: those that were sold with a hold, whatever
 * has become of their product or its links since; and those whose variant sells
 * bookings now, or whose hold was deleted long after its end, which lack one.
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
  const isBooked = (line: CartLine) =>
    held.has(line.id) ||
    (line.variant_id && selling.has(line.variant_id)) ||
    holds.some((hold) => bearsMark(line, hold))
  const others = lines.filter((line) => !isBooked(line))
  const deleted = await linesOfDeleted(container, others)
  const booked = [...lines.filter(isBooked), ...deleted]
  return new Set(booked.map((line) => line.id))
}

/** Of a hold that is gone nothing is left but its line's mark. */
async function linesOfDeleted(
  container: MedusaContainer,
  lines: CartLine[]
): Promise<CartLine[]> {
  const marks = lines.flatMap((line) => holdIdOf(line) ?? [])
  if (marks.length === 0) {
    return []
  }
  const ids = await bookingsIn(container).listDeletedHolds(marks)
  return lines.filter((line) => ids.includes(holdIdOf(line) as string))
}

/**
 * Whether a line names a hold, and is of its variant as far as it knows its own:
 * a client can write a mark on a line of something else.
 */
function bearsMark(
  line: Omit<CartLine, "id">,
  hold: Pick<AgreedHold, "hold_id" | "variant_id">
): boolean {
  return (
    hold.hold_id === holdIdOf(line) &&
    (!line.variant_id || line.variant_id === hold.variant_id)
  )
}

/** Whether an order's line was sold with a hold, which must be of its cart. */
export function isSoldWith(
  cartId: string | null,
  line: Omit<CartLine, "id">,
  hold: AgreedHold
): boolean {
  return hold.cart_id === cartId && bearsMark(line, hold)
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
