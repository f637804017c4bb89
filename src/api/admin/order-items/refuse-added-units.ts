import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingsIn, bookingVariants } from "../../../workflows/booking-lines"
import { isId } from "../../utils/validation"
import { sendBookByDate } from "./send-book-by-date"

type Line = { id: string; variant_id: string | null; quantity: number }

/** Refuses more units of a booking than its order has; fewer free their dates. */
export async function refuseAddedUnits(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  try {
    const { quantity } = (req.body ?? {}) as { quantity?: unknown }
    const line = await lineOf(req)
    const adds =
      line && typeof quantity === "number" && quantity > line.quantity
    const variantId = adds ? await bookedVariant(req, line) : undefined
    if (variantId !== undefined) {
      return await sendBookByDate(req, res, variantId)
    }
    next()
  } catch (error) {
    next(error)
  }
}

/**
 * What a line books: by the dates that it has, whatever its variant is linked
 * to now; or by its variant, if it has none.
 */
async function bookedVariant(
  req: MedusaRequest,
  { id, variant_id }: Line
): Promise<string | undefined> {
  const dates = await bookingsIn(req.scope).listLinesWithDates([id])
  const [linked] = await bookingVariants(req.scope, [variant_id])
  return dates.length > 0 ? (variant_id ?? "") : linked
}

/** The order's line that the path names, if there is one. */
async function lineOf(req: MedusaRequest): Promise<Line | undefined> {
  const { id = "", item_id = "" } = req.params
  if (!isId(id) || !isId(item_id)) {
    return undefined
  }
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "items.*", "items.detail.quantity"],
    filters: { id },
  })
  const [order] = data as unknown as { items: (Line | null)[] | null }[]
  return order?.items?.find((line) => line?.id === item_id) ?? undefined
}
