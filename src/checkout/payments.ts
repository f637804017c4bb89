import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"

import { digitsOf, toMinor } from "./currency"

/** What was taken from a customer and what was given back. */
export type Money = { captured: number; refunded: number }

type Amounts = ({ amount: BigNumberInput } | null)[] | null

/** A payment as Medusa stores it, as far as it says whose the money is. */
export type Payment = {
  currency_code: string
  canceled_at: string | Date | null
  captures: Amounts
  refunds: Amounts
}

/** The payments of a payment collection; a cart or order may have none. */
export type Collection = { payments: (Payment | null)[] | null } | null

/** What a query asks of a payment collection for all that follows. */
export const PAYMENT_FIELDS = [
  "payments.currency_code",
  "payments.canceled_at",
  "payments.captures.amount",
  "payments.refunds.amount",
]

/**
 * Whose the money is. `captured`: the store has some of it. `authorized`: it
 * was promised, and nothing of it was taken or let go. `gone`: it was there,
 * and was given back, voided or canceled. `none`: nobody has ever paid.
 */
export type MoneyState = "captured" | "authorized" | "gone" | "none"

/** True where the store has money, or may take what it was promised. */
export function hasMoney(state: MoneyState): boolean {
  return state === "captured" || state === "authorized"
}

/**
 * By captures, refunds and cancellations alone. The status of a payment
 * collection says `completed` after a full refund, and `authorized` after a
 * void.
 */
export function stateOf(collections: Collection[]): MoneyState {
  const states = paymentsIn(collections).map(stateOfPayment)
  const best = (["captured", "authorized", "gone"] as const).find((state) =>
    states.includes(state)
  )
  return best ?? "none"
}

/** Once something was captured, what is left of that decides. */
export function stateOfPayment(payment: Payment): Exclude<MoneyState, "none"> {
  const money = moneyOfPayment(payment)
  if (isTaken(money, payment.currency_code)) {
    return "captured"
  }
  return money.captured > 0 || payment.canceled_at ? "gone" : "authorized"
}

/** The money that moved by all payments of these collections. */
export function moneyIn(collections: Collection[]): Money {
  return sum(paymentsIn(collections))
}

/** The money that moved by one payment. */
function moneyOfPayment(payment: Payment): Money {
  return sum([payment])
}

/** True for money that was paid and is not back, to the smallest coin. */
function isTaken({ captured, refunded }: Money, currencyCode: string): boolean {
  const digits = digitsOf(currencyCode)
  return toMinor(MathBN.sub(captured, refunded), digits) > 0
}

function paymentsIn(collections: Collection[]): Payment[] {
  return collections
    .flatMap((one) => one?.payments ?? [])
    .filter((one) => one !== null)
}

function sum(payments: Payment[]): Money {
  const total = (amounts: Amounts[]) =>
    MathBN.sum(
      0,
      ...amounts.flatMap((list) => list ?? []).map((one) => one?.amount ?? 0)
    ).toNumber()
  return {
    captured: total(payments.map(({ captures }) => captures)),
    refunded: total(payments.map(({ refunds }) => refunds)),
  }
}
