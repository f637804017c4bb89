import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import {
  bookingsIn,
  bookingVariants,
  holdIdOf,
  isSoldWith,
} from "../../../checkout/booking-lines"
import { isId } from "../../utils/validation"
import { sendBookByDate } from "./send-book-by-date"

type Line = {
  id: string
  variant_id: string | null
  title: string
  quantity: number
  metadata: Record<string, unknown> | null
}

type Order = { cart: { id: string } | null; items: (Line | null)[] | null }

/** Refuses more units of a booking than its order has; fewer free their dates. */
export async function refuseAddedUnits(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  try {
    const { quantity } = (req.body ?? {}) as { quantity?: unknown }
    const order = await orderOf(req)
    const line = order?.items?.find((item) => item?.id === req.params.item_id)
    const adds =
      line && typeof quantity === "number" && quantity > line.quantity
    if (adds && (await isBooking(req, line, order?.cart?.id ?? null))) {
      return await sendBookByDate(req, res, line)
    }
    next()
  } catch (error) {
    next(error)
  }
}

/**
 * Whether a line is a booking: by the dates that it has, or the hold that it was
 * sold with, whatever its variant is linked to now; or by its variant.
 */
async function isBooking(
  { scope }: MedusaRequest,
  line: Line,
  cartId: string | null
): Promise<boolean> {
  const bookings = bookingsIn(scope)
  const dates = await bookings.listLinesWithDates([line.id])
  const mark = holdIdOf(line)
  const holds = await bookings.listAgreedHolds(mark === null ? [] : [mark])
  return (
    dates.length > 0 ||
    holds.some((hold) => isSoldWith(cartId, line, hold)) ||
    (await bookingVariants(scope, [line.variant_id])).size > 0
  )
}

/** The order that the path names, if there is one. */
async function orderOf(req: MedusaRequest): Promise<Order | undefined> {
  const { id = "", item_id = "" } = req.params
  if (!isId(id) || !isId(item_id)) {
    return undefined
  }
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "cart.id", "items.*", "items.detail.quantity"],
    filters: { id },
  })
  const [order] = data as unknown as (Order | undefined)[]
  return order
}
