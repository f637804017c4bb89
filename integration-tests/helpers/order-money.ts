import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import type { Shop } from "./http-shop"
import { staff } from "./orders"

type Row = { payment_collections: { payments: { id: string }[] }[] | null }

/** The payments of an order, by id. */
async function paymentsOf(shop: Shop, orderId: string): Promise<string[]> {
  const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["payment_collections.payments.id"],
    filters: { id: orderId },
  })
  const [order] = data as unknown as Row[]
  return (order?.payment_collections ?? [])
    .flatMap(({ payments }) => payments)
    .map(({ id }) => id)
    .sort()
}

async function paymentOf(shop: Shop, orderId: string): Promise<string> {
  const payments = await paymentsOf(shop, orderId)
  return payments.at(-1) as string
}

/** As staff do it in the dashboard. */
export async function capture(
  shop: Shop,
  orderId: string,
  amount?: number
): Promise<void> {
  const id = await paymentOf(shop, orderId)
  const body = amount === undefined ? {} : { amount }
  await staff(shop, `payments/${id}/capture`, body)
}

/** As staff do it in the dashboard: Medusa writes it into the order as well. */
export async function refund(
  shop: Shop,
  orderId: string,
  amount: number
): Promise<void> {
  const id = await paymentOf(shop, orderId)
  await staff(shop, `payments/${id}/refund`, { amount })
}

/** As a store's own code may do it: the order is not told. */
export async function refundQuietly(
  shop: Shop,
  orderId: string,
  amount: number
): Promise<void> {
  const payment_id = await paymentOf(shop, orderId)
  const payments = shop.container.resolve(Modules.PAYMENT)
  await payments.refundPayment({ payment_id, amount })
}

/** The provider lets go what was authorized. */
export async function voidPayment(shop: Shop, orderId: string): Promise<void> {
  const id = await paymentOf(shop, orderId)
  await shop.container.resolve(Modules.PAYMENT).cancelPayment(id)
}

/** Another payment for the order, authorized. */
export async function payAgain(
  shop: Shop,
  order_id: string,
  amount: number
): Promise<void> {
  const payments = shop.container.resolve(Modules.PAYMENT)
  const money = { currency_code: "aud", amount }
  const { id } = await payments.createPaymentCollections(money)
  await shop.container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.ORDER]: { order_id },
    [Modules.PAYMENT]: { payment_collection_id: id },
  })
  const session = await payments.createPaymentSession(id, {
    ...{ ...money, provider_id: "pp_system_default", data: {} },
  })
  await payments.authorizePaymentSession(session.id, {})
}

/** As a payment provider's webhook does before the cart is completed. */
export async function authorize(shop: Shop, cartId: string): Promise<string> {
  const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["payment_collection.payment_sessions.id"],
    filters: { id: cartId },
  })
  const sessions = data[0]?.payment_collection?.payment_sessions
  const payments = shop.container.resolve(Modules.PAYMENT)
  const id = sessions?.[0]?.id as string
  const payment = await payments.authorizePaymentSession(id, {})
  return payment?.id as string
}
