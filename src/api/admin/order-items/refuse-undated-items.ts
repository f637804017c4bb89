import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"

import { bookingVariants } from "../../../checkout/booking-lines"
import { isId } from "../../utils/validation"
import { sendBookByDate } from "./send-book-by-date"

/**
 * Refuses items that are booked by date. What is no list of items is Medusa's
 * to refuse.
 */
export async function refuseUndatedItems(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  try {
    const ids = variantIdsOf(req.body)
    const [variant_id] = await bookingVariants(req.scope, ids)
    if (variant_id !== undefined) {
      return await sendBookByDate(req, res, { variant_id })
    }
    next()
  } catch (error) {
    next(error)
  }
}

function variantIdsOf(body: unknown): string[] {
  const { items } = (body ?? {}) as { items?: unknown }
  return (Array.isArray(items) ? (items as unknown[]) : []).flatMap((item) => {
    const { variant_id } = (item ?? {}) as { variant_id?: unknown }
    return typeof variant_id === "string" && isId(variant_id)
      ? [variant_id]
      : []
  })
}
