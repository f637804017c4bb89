import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

type Link = { order_id: string; payment_collection_id: string }

/**
 * Of these orders, those that have a payment which was neither canceled nor
 * refunded at all: these are paid, and nothing else is to be asked of them.
 * Whether one of the others is paid, `paidOrders` says.
 */
export async function surelyPaid(
  container: MedusaContainer,
  orderIds: string[]
): Promise<Set<string>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_payment_collection",
    fields: ["order_id", "payment_collection_id"],
    filters: { order_id: orderIds },
  })
  const links = data as unknown as Link[]
  const ids = links.map((link) => link.payment_collection_id)
  const sound = ids.length > 0 ? await soundAmong(container, ids) : "all"
  return new Set(
    links
      .filter(
        (link) => sound === "all" || sound.has(link.payment_collection_id)
      )
      .map(({ order_id }) => order_id)
  )
}

const THERE = { $gt: "" }

/** Most pages are sound all: these are counted, and not read. */
async function soundAmong(
  container: MedusaContainer,
  ids: string[]
): Promise<"all" | Set<string>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const count = async (entity: string, filters: object) => {
    const { metadata } = await query.graph({
      ...{ entity, fields: ["id"], filters },
      pagination: { skip: 0, take: 1 },
    })
    return metadata?.count
  }
  const open = { id: THERE, canceled_at: null }
  const own = { payment_collection_id: ids }
  const paid = await count("payment_collection", { id: ids, payments: open })
  const refunded = await count("payment", { ...own, refunds: { id: THERE } })
  if (paid === ids.length && refunded === 0) {
    return "all"
  }
  const { data } = await query.graph({
    entity: "payment",
    fields: ["payment_collection_id", "refunds.id"],
    filters: { ...own, canceled_at: null },
  })
  const payments = data as unknown as {
    payment_collection_id: string
    refunds: unknown[] | null
  }[]
  return new Set(
    payments
      .filter(({ refunds }) => (refunds ?? []).length === 0)
      .map((payment) => payment.payment_collection_id)
  )
}
