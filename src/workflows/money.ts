import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { retrieveOrder } from "./paid-orders"

/** What was taken from a customer and what was given back. */
export type Money = { captured: number; refunded: number }

const NOTHING: Money = { captured: 0, refunded: 0 }

type Amounts = ({ amount: BigNumberInput } | null)[] | null

/** The amounts of a payment, as Medusa stores them. */
export type Payment = { captures: Amounts; refunds: Amounts }

type Collection = { payments: (Payment | null)[] | null } | null

const PAYMENTS = ["payments.captures.amount", "payments.refunds.amount"]

/** The money that moved for a cart, whether or not it became an order. */
export async function moneyOfCart(
  container: MedusaContainer,
  id: string
): Promise<Money> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: PAYMENTS.map((field) => `payment_collection.${field}`),
    filters: { id },
  })
  const [cart] = data as unknown as { payment_collection: Collection }[]
  return sum([cart?.payment_collection ?? null])
}

/** The money that moved by one payment. */
export function moneyOfPayment(payment: Payment): Money {
  return sum([{ payments: [payment] }])
}

/** The money that moved for an order. */
export async function moneyOfOrder(
  container: MedusaContainer,
  id: string
): Promise<Money> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: PAYMENTS.map((field) => `payment_collections.${field}`),
    filters: { id },
  })
  const [order] = data as unknown as {
    payment_collections: Collection[] | null
  }[]
  return sum(order?.payment_collections ?? [])
}

function sum(collections: Collection[]): Money {
  const payments = collections.flatMap((one) => one?.payments ?? [])
  const total = (amounts: Amounts[]) =>
    MathBN.sum(
      ...amounts.flatMap((list) => list ?? []).map((one) => one?.amount ?? 0),
      0
    ).toNumber()
  return {
    captured: total(payments.map((payment) => payment?.captures ?? null)),
    refunded: total(payments.map((payment) => payment?.refunds ?? null)),
  }
}

/**
 * Whether a customer who paid for lost dates has nothing to ask back any more:
 * everything was refunded, or the order was canceled before money was taken.
 */
export async function isGivenBack(
  container: MedusaContainer,
  { order_id, cart_id }: { order_id: string | null; cart_id: string | null }
): Promise<boolean> {
  const order = order_id ? await retrieveOrder(container, order_id) : undefined
  if (!order) {
    // The order was never made, or undone: the money was its cart's.
    const money = cart_id ? await moneyOfCart(container, cart_id) : NOTHING
    return money.captured > 0 && !isTaken(money)
  }
  const money = await moneyOfOrder(container, order.id)
  return !isTaken(money) && (money.captured > 0 || order.is_canceled)
}

/** True while a customer has paid for something, and has it not back. */
export function isTaken({ captured, refunded }: Money): boolean {
  return captured > refunded
}
