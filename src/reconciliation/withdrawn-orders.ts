import type { MedusaContainer } from "@medusajs/framework/types"

import { linkedOrders } from "./linked-orders"
import { pagesOf } from "./pages"

type Payment = { id: string; payment_collection_id: string }
/** Its payment may have been deleted. */
type Refund = { id: string; payment?: Payment | null }

/**
 * Orders of which money was given back or let go since a moment, in pages; one
 * may come more than once. There are far fewer of these than orders.
 */
export async function* withdrawnOrders(
  container: MedusaContainer,
  since: Date
): AsyncGenerator<string[]> {
  const at = { $gte: since }
  const refunds = pagesOf<Refund>(
    container,
    "refund",
    ["id", "payment.payment_collection_id"],
    { created_at: at }
  )
  for await (const page of refunds) {
    const payments = page.flatMap(({ payment }) => payment ?? [])
    yield await ordersOf(container, payments)
  }
  const fields = ["id", "payment_collection_id"]
  const canceled = { canceled_at: at }
  const voids = pagesOf<Payment>(container, "payment", fields, canceled)
  for await (const page of voids) {
    yield await ordersOf(container, page)
  }
}

async function ordersOf(
  container: MedusaContainer,
  payments: Payment[]
): Promise<string[]> {
  const ids = payments.map((payment) => payment.payment_collection_id)
  const paid = [...new Set(ids)]
  const orders = await linkedOrders(container, "order_payment_collection", paid)
  return [...new Set(orders)]
}
