import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { openCart } from "../../../checkout/priced-lines"

/** The cart as its bookings depend on it; one that is completed is refused. */
export const openCartStep = createStep(
  "open-cart",
  async ({ cart_id }: { cart_id: string }, { container }) =>
    new StepResponse(await openCart(container, cart_id))
)
