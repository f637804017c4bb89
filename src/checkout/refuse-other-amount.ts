import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN, MedusaError } from "@medusajs/framework/utils"

import { digitsOf } from "./currency"

/** A cart's total, and what its payment is for. */
export type PayableCart = {
  total?: BigNumberInput | null
  currency_code: string
  payment_collection?: {
    amount: BigNumberInput
    currency_code: string
    payment_sessions?:
      ({ amount: BigNumberInput; status: string } | null)[] | null
  } | null
}

/** Sessions that Medusa would pay by. */
const PROCESSABLE = [
  "pending",
  "requires_more",
  "authorized",
  "captured",
  "pending_authorization",
]

/**
 * Medusa does not compare what is paid with what is bought. Where a change of
 * the cart has failed halfway, the two may differ.
 *
 * @throws MedusaError `not_allowed`
 */
export function refuseOtherAmount({
  total,
  currency_code,
  payment_collection,
}: PayableCart): void {
  if (!payment_collection || total === null || total === undefined) {
    return
  }
  const sessions = payment_collection.payment_sessions ?? []
  const amounts = [
    payment_collection.amount,
    ...sessions.flatMap((one) =>
      one && PROCESSABLE.includes(one.status) ? [one.amount] : []
    ),
  ]
  const isSame =
    payment_collection.currency_code === currency_code &&
    amounts.every((amount) => isEqual(amount, total, currency_code))
  if (MathBN.gt(total, 0) && !isSame) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "The payment doesn't match the cart's total. Please choose a payment method again."
    )
  }
}

/** To half of the smallest coin: totals are computed, payments are rounded. */
function isEqual(
  a: BigNumberInput,
  b: BigNumberInput,
  currencyCode: string
): boolean {
  const difference = MathBN.abs(MathBN.sub(a, b))
  return MathBN.lte(MathBN.mult(difference, 10 ** digitsOf(currencyCode)), 0.5)
}
