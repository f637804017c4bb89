import type { MedusaRequest } from "@medusajs/framework/http"
import type { ICartModuleService } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"

import { notFound, reject } from "../../modules/resource_booking"
import { requireLocks } from "./answering-locks"

type Cart = {
  id: string
  completed_at?: unknown
  customer_id?: string
  currency_code: string
}

/**
 * Checks that a hold may be placed for a cart: it exists, is open, and is not
 * a registered customer's whom the caller isn't. A guest's cart belongs to
 * whoever knows its id, as everywhere in Medusa.
 *
 * @throws BookingRefusal `not_found`, or `invalid_data` for a completed cart
 */
export async function checkOpenCart(
  req: MedusaRequest,
  cartId: string,
  customerId: string | null
): Promise<Cart> {
  const cart = await checkReadableCart(req, cartId, customerId)
  if (cart.completed_at) {
    reject("invalid_data", "This cart is completed and takes no more bookings.")
  }
  return cart
}

/**
 * The same for who only wants to look: it may be completed.
 *
 * @throws BookingRefusal `not_found`
 */
export async function checkReadableCart(
  req: MedusaRequest,
  cartId: string,
  customerId: string | null
): Promise<Cart> {
  const cart = await findCart(req.scope.resolve(Modules.CART), cartId)
  return cart && !(await isSomebodyElses(req, cart, customerId))
    ? cart
    : notFound("cart", cartId)
}

/** What Medusa's locking says when somebody else is busy with a cart. */
const LOCKED = /acquir\w* lock/

/**
 * Runs a workflow that takes the cart's lock.
 *
 * @throws BookingRefusal `busy` when somebody else keeps it, or nobody answers
 */
export async function onCart<T>(
  req: MedusaRequest,
  run: () => Promise<{ result: T }>
): Promise<T> {
  await requireLocks(req)
  try {
    return (await run()).result
  } catch (error) {
    const { message } = (error ?? {}) as { message?: unknown }
    if (typeof message === "string" && LOCKED.test(message)) {
      reject("busy", "The cart is being changed. Please try again.", {
        retry_after: 1,
      })
    }
    throw error
  }
}

async function findCart(
  carts: ICartModuleService,
  id: string
): Promise<Cart | null> {
  try {
    return await carts.retrieveCart(id, {
      select: ["id", "completed_at", "customer_id", "currency_code"],
    })
  } catch (error) {
    if (
      error instanceof MedusaError &&
      error.type === MedusaError.Types.NOT_FOUND
    ) {
      return null
    }
    throw error
  }
}

/** A guest's cart has a customer too, without an account, by its e-mail. */
async function isSomebodyElses(
  req: MedusaRequest,
  cart: Cart,
  customerId: string | null
): Promise<boolean> {
  if (!cart.customer_id || cart.customer_id === customerId) {
    return false
  }
  const [owner] = await req.scope
    .resolve(Modules.CUSTOMER)
    .listCustomers({ id: [cart.customer_id] }, { select: ["has_account"] })
  return owner?.has_account === true
}
