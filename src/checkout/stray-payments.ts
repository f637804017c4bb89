import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import { type Payment, PAYMENT_FIELDS, stateOfPayment } from "./payments"

type SessionsPayment = Payment & { id: string; payment_session_id: string }

type Row = {
  payment_collection: {
    payments: (SessionsPayment | null)[] | null
    payment_sessions: ({ id: string } | null)[] | null
  } | null
}

const FIELDS = [
  ...["payments.id", "payments.payment_session_id", "payment_sessions.id"],
  ...PAYMENT_FIELDS,
].map((field) => `payment_collection.${field}`)

/**
 * Lets go what was authorized for a cart by a session that is gone: the customer
 * has chosen how to pay again while this one was being paid, and nothing of
 * Medusa's would find the payment any more. What can't be let go, reconciliation
 * shows to staff.
 *
 * @returns how many were let go
 */
export async function cancelStrayPayments(
  container: MedusaContainer,
  cartId: string
): Promise<number> {
  const payments = container.resolve(Modules.PAYMENT)
  let canceled = 0
  for (const id of await strayPayments(container, cartId)) {
    try {
      await payments.cancelPayment(id)
      canceled++
    } catch (error) {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`resource_booking: ${id} could not be canceled`, error as Error)
    }
  }
  return canceled
}

async function strayPayments(
  container: MedusaContainer,
  id: string
): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: FIELDS,
    filters: { id },
  })
  const [cart] = data as unknown as Row[]
  const { payments, payment_sessions } = cart?.payment_collection ?? {}
  const sessions = (payment_sessions ?? []).map((one) => one?.id)
  return (payments ?? [])
    .filter((one) => one !== null)
    .filter((one) => stateOfPayment(one) === "authorized")
    .filter((one) => !sessions.includes(one.payment_session_id))
    .map((one) => one.id)
}
