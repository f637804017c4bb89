import type { MedusaContainer } from "@medusajs/framework/types"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingsIn } from "../booking-lines"

const SYSTEM = { actor: { type: "system", id: null } } as const

/** Handler for `cancelOrderWorkflow.hooks.orderCanceled`: the dates are free. */
export async function cancelBookings(
  { order }: { order: { id: string } },
  { container }: { container: MedusaContainer }
) {
  await bookingsIn(container).cancelAllocations(
    { order_id: order.id, reason: "the order was canceled" },
    SYSTEM
  )
  return new StepResponse(undefined)
}
