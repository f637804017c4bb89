import { type Payment, stateOfPayment } from "../checkout/payments"

/** A payment as Medusa stores it. Moments are dates, or text. */
export type CartPayment = Omit<Payment, "captures"> & {
  id: string
  created_at: Moment
  captures: ({ amount: number; created_at: Moment } | null)[] | null
}

type Moment = string | Date

/** Money that a customer has paid or promised, and has not back. */
export type OpenPayment = { id: string; state: "captured" | "authorized" }

/**
 * What a payment has left open, if it last moved between two moments, both left
 * out. One that was canceled or given back has left nothing.
 *
 * @param after milliseconds, as `before`
 */
export function openPayment(
  payment: CartPayment,
  after: number,
  before: number
): OpenPayment | null {
  const { id, created_at } = payment
  const captures = (payment.captures ?? []).flatMap((one) => one ?? [])
  const moves = [created_at, ...captures.map((one) => one.created_at)]
  const at = Math.max(...moves.map((moment) => new Date(moment).getTime()))
  if (at <= after || at >= before) {
    return null
  }
  const state = stateOfPayment(payment)
  return state === "gone" ? null : { id, state }
}
