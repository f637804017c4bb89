import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

type Row = {
  payment_collection: {
    payment_sessions: ({ status: string } | null)[] | null
  } | null
}

/** What a provider says of a payment that will not come. */
const DECLINED = ["error", "canceled"]

/**
 * Whether a cart's payment was declined. A step that the customer has still to
 * take, such as 3-D Secure, fails a completion by the same error; only the
 * session's own status tells the two apart.
 */
export async function isDeclined(
  container: MedusaContainer,
  cartId: string
): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["id", "payment_collection.payment_sessions.status"],
    filters: { id: cartId },
  })
  const [cart] = data as unknown as Row[]
  const sessions = cart?.payment_collection?.payment_sessions ?? []
  return (
    sessions.length > 0 &&
    sessions.every((one) => one !== null && DECLINED.includes(one.status))
  )
}
