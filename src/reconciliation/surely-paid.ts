import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

type Link = { order_id: string; payment_collection_id: string }

/**
 * Of these orders, those that are paid beyond doubt: a payment was authorized
 * or captured for them, none of its kind was canceled, and nothing was refunded.
 * Whether one of the others is paid, `paidOrders` says.
 */
export async function surelyPaid(
  container: MedusaContainer,
  orderIds: string[]
): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_payment_collection",
    fields: ["order_id", "payment_collection_id"],
    filters: { order_id: orderIds },
  })
  const links = data as unknown as Link[]
  const ids = links.map((link) => link.payment_collection_id)
  if (ids.length === 0) {
    return []
  }
  const ever = await everPaidAmong(container, ids)
  const touched = await touchedAmong(container, ids)
  return links
    .filter(({ payment_collection_id: id }) => {
      return (ever === "all" || ever.has(id)) && !touched.has(id)
    })
    .map(({ order_id }) => order_id)
}

/** Most pages were paid all: these are counted, and not read. */
async function everPaidAmong(
  container: MedusaContainer,
  ids: string[]
): Promise<"all" | Set<string>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  // A status says that money came, never that it is still there.
  const status = ["authorized", "completed"]
  const paid = {
    ...{ entity: "payment_collection", fields: ["id"] },
    filters: { id: ids, status, amount: { $gt: 0 } },
  }
  const { metadata } = await query.graph({
    ...paid,
    pagination: { skip: 0, take: 1 },
  })
  if (metadata?.count === ids.length) {
    return "all"
  }
  const { data } = await query.graph(paid)
  const rows = data as { id: string }[]
  return new Set(rows.map(({ id }) => id))
}

/** Those of which a payment was canceled, or anything was refunded. */
async function touchedAmong(
  container: MedusaContainer,
  ids: string[]
): Promise<Set<string>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const own = { payment_collection_id: ids }
  const canceled = await query.graph({
    entity: "payment",
    fields: ["payment_collection_id"],
    filters: { ...own, canceled_at: { $ne: null } },
  })
  const refunded = await query.graph({
    entity: "refund",
    fields: ["payment.payment_collection_id"],
    filters: { payment: own },
  })
  const refunds = refunded.data as unknown as { payment: Payment }[]
  const payments = [
    ...(canceled.data as unknown as Payment[]),
    ...refunds.map(({ payment }) => payment),
  ]
  return new Set(payments.map((payment) => payment.payment_collection_id))
}

type Payment = { payment_collection_id: string }
