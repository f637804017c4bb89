import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  bookingsIn,
  type CartLine,
  holdIdOf,
  LINE_FIELDS,
} from "../../../checkout/booking-lines"
import { reject } from "../../../modules/resource_booking"
import type { CallContext } from "../../../modules/resource_booking/types"
import type { NewLine } from "./price-again"

export type RepriceHoldsInput = {
  cart_id: string
  priced: NewLine[]
  unpriced: string[]
  currency_code: string
  by: CallContext
}

/**
 * The holds are sold with the new lines, which are in the cart already. Those
 * without a price go, as their lines have.
 */
export const repriceHoldsStep = createStep(
  "reprice-holds",
  async (input: RepriceHoldsInput, { container }) => {
    const { cart_id, priced, unpriced, currency_code, by } = input
    const bookings = bookingsIn(container)
    const items = await newestLines(container, cart_id)
    const lines = priced.map(({ hold_id, variant_id, quantity, ...price }) => {
      // A client can write the mark on another line, but not on a newer one:
      // the cart is locked.
      const item = items.find(
        (line) => holdIdOf(line) === hold_id && line.variant_id === variant_id
      )
      return {
        ...{ hold_id, quantity },
        line_item_id:
          item?.id ?? reject("not_found", "A new line no longer exists."),
        unit_price: String(price.unit_price),
        currency_code: price.currency_code,
      }
    })
    if (lines.length > 0) {
      await bookings.repriceHolds({ cart_id, lines }, by)
    }
    for (const lineItemId of unpriced) {
      await bookings.releaseUnpriced(lineItemId, currency_code, by)
    }
    return new StepResponse(undefined)
  }
)

async function newestLines(
  container: MedusaContainer,
  cart_id: string
): Promise<CartLine[]> {
  const order = { created_at: "DESC", id: "DESC" } as const
  return container
    .resolve(Modules.CART)
    .listLineItems({ cart_id }, { select: LINE_FIELDS, take: null, order })
}
