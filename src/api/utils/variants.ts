import type { MedusaRequest } from "@medusajs/framework/http"
import { Modules } from "@medusajs/framework/utils"

import {
  notFound,
  reject,
  type ResourceBookingService,
} from "../../modules/resource_booking"

/** @throws BookingRefusal `not_found` when the store has no such variant */
export async function checkVariant(
  req: MedusaRequest,
  id: string
): Promise<void> {
  const [variant] = await req.scope
    .resolve(Modules.PRODUCT)
    .listProductVariants({ id: [id] }, { select: ["id"], take: 1 })
  if (!variant) {
    notFound("variant", id)
  }
}

/**
 * Checks that a publishable key shows a variant's product. Another one is to it
 * as one that sells no bookings, or that there isn't.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function checkSold(
  bookings: ResourceBookingService,
  id: string,
  channels: string[]
): Promise<void> {
  if (!(await bookings.isVariantSold(id, channels))) {
    reject("invalid_data", "This product can't be booked by date.")
  }
}
