import type { MedusaContainer } from "@medusajs/framework/types"
import { StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn } from "../../checkout/booking-lines"
import { SYSTEM } from "../../checkout/system"
import { asMedusas } from "./as-medusas"

/** Handler for `cancelOrderWorkflow.hooks.orderCanceled`: the dates are free. */
export async function cancelBookings(
  { order }: { order: { id: string } },
  { container }: { container: MedusaContainer }
) {
  const canceled = { order_id: order.id, reason: "the order was canceled" }
  await asMedusas(() =>
    bookingsIn(container).cancelAllocations(canceled, SYSTEM)
  )
  return new StepResponse(undefined)
}
