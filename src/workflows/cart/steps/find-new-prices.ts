import type { MedusaContainer } from "@medusajs/framework/types"
import { MathBN, MedusaError, Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { type PricedLine, priceHolds } from "../../../checkout/priced-lines"
import type {
  PricedHold,
  RepricedLine,
} from "../../../modules/resource_booking/types"
import type { PriceAgain } from "./price-again"

/** What a hold is sold for, before and from now on. */
export type AgreedPrice = { before: RepricedLine; after: RepricedLine }

type Line = {
  id: string
  variant_id: string | null
  unit_price: number
  is_tax_inclusive: boolean
}

/**
 * What bookings cost in their cart as it is now, where that differs from the
 * line or from what was agreed. A line that is not in the cart is left out; so
 * is one whose variant was deleted: like any line of a deleted variant, it
 * keeps its price.
 *
 * @throws MedusaError `invalid_data` when a booking has no price, as for any
 * line without one
 */
export const findNewPricesStep = createStep(
  "find-new-prices",
  async (input: PriceAgain, { container }) => {
    const changes = await changesIn(container, input)
    return new StepResponse({
      // A plain number: of an amount with its precision, Medusa's
      // compensation does not find what was there before.
      lines: changes.map(({ hold, price }) => ({
        selector: { id: hold.line_item_id },
        data: {
          unit_price: price.unit_price,
          is_tax_inclusive: price.is_tax_inclusive,
        },
      })),
      agreed: changes.map(agreedIn),
    })
  }
)

type Price = Pick<PricedLine, "unit_price" | "is_tax_inclusive"> & {
  currency_code: string
}
type Change = { hold: PricedHold; price: Price }

async function changesIn(
  container: MedusaContainer,
  { cart, holds: all, context }: PriceAgain
): Promise<Change[]> {
  const lines = await sellableLines(container, all)
  const holds = all.filter((hold) => lines.has(hold.line_item_id))
  if (holds.length === 0) {
    return []
  }
  const found = await priceHolds(container, cart, holds, context)
  const { priced, unpriced } = found
  if (unpriced.length > 0) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `A booking in the cart has no price in ${cart.currency_code.toUpperCase()}. Please remove it first.`
    )
  }
  const { currency_code } = cart
  return priced
    .map(({ hold, line }): Change => ({
      ...{ hold, price: { ...line, currency_code } },
    }))
    .filter(
      ({ hold, price }) =>
        !isSame(lines.get(hold.line_item_id) as Line, hold, price)
    )
}

function agreedIn({ hold, price }: Change): AgreedPrice {
  const { hold_id, line_item_id, plan, agreed } = hold
  const like = { hold_id, line_item_id, quantity: plan.quantity }
  const { currency_code } = price
  const unit_price = String(price.unit_price)
  return {
    before: { ...like, ...agreed },
    after: { ...like, unit_price, currency_code },
  }
}

async function sellableLines(
  container: MedusaContainer,
  holds: PricedHold[]
): Promise<Map<string, Line>> {
  const ids = holds.map(({ line_item_id }) => line_item_id)
  const found = await container.resolve(Modules.CART).listLineItems(
    { id: ids },
    {
      select: ["id", "variant_id", "unit_price", "is_tax_inclusive"],
      take: ids.length,
    }
  )
  return new Map(
    (found as unknown as Line[])
      .filter(({ variant_id }) => variant_id !== null)
      .map((line) => [line.id, line])
  )
}

function isSame(line: Line, { agreed }: PricedHold, price: Price): boolean {
  return (
    MathBN.eq(line.unit_price, price.unit_price) &&
    line.is_tax_inclusive === price.is_tax_inclusive &&
    MathBN.eq(agreed.unit_price, price.unit_price) &&
    agreed.currency_code === price.currency_code
  )
}
