import { regionId } from "./catalog"
import { sdk } from "./client"

export type Cart = Awaited<ReturnType<typeof sdk.store.cart.retrieve>>["cart"]
export type Order = Awaited<
  ReturnType<typeof sdk.store.order.retrieve>
>["order"]

/** Medusa's own provider: payments are handled manually. */
const PAYMENT_PROVIDER = "pp_system_default"

export async function createCart(): Promise<string> {
  const region_id = await regionId()
  const { cart } = await sdk.store.cart.create({ region_id })
  return cart.id
}

/** @returns null if it is gone or was paid for: a new one is needed */
export async function readCart(id: string): Promise<Cart | null> {
  try {
    const { cart } = await sdk.store.cart.retrieve(id, {
      fields: "*items,+completed_at",
    })
    return "completed_at" in cart && cart.completed_at ? null : cart
  } catch (error) {
    if ((error as { status?: number }).status === 404) {
      return null
    }
    throw error
  }
}

/**
 * From a filled cart to an order.
 *
 * @throws with the server's message if it can't be completed
 */
export async function placeOrder(id: string, email: string): Promise<Order> {
  const { cart } = await sdk.store.cart.update(id, { email })
  await sdk.store.payment.initiatePaymentSession(cart, {
    provider_id: PAYMENT_PROVIDER,
  })
  const result = await sdk.store.cart.complete(id)
  if (result.type === "order") {
    return result.order
  }
  throw new Error(result.error.message)
}

export async function readOrder(id: string): Promise<Order> {
  const { order } = await sdk.store.order.retrieve(id)
  return order
}
