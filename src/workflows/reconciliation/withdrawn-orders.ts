import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
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
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const ids = payments.map((payment) => payment.payment_collection_id)
  const { data } = await query.graph({
    entity: "order_payment_collection",
    fields: ["order_id"],
    filters: { payment_collection_id: [...new Set(ids)] },
  })
  const links = data as unknown as { order_id: string }[]
  return [...new Set(links.map(({ order_id }) => order_id))]
}
