import {
  addToCartWorkflow,
  cancelOrderWorkflow,
  completeCartWorkflow,
  updateCartWorkflow,
  updateLineItemInCartWorkflow,
} from "@medusajs/medusa/core-flows"
import { cancelBookings } from "./cancel-order"
import { confirmBookings, pinBookings, unpinBookings } from "./complete-cart"
import { repriceBookings } from "./update-cart"
import { refuseUnheldChanges, refuseUnheldItems } from "./validate-lines"

/** Untyped in Medusa 2.21, but there: a test fails when it is not any more. */
type OrderCreated = { orderCreated: (handler: typeof confirmBookings) => void }

const REGISTRATIONS: [hook: string, handler: string, register: () => void][] = [
  [
    "completeCartWorkflow.hooks.validate",
    "pinBookings (with unpinBookings to compensate)",
    () => completeCartWorkflow.hooks.validate(pinBookings, unpinBookings),
  ],
  [
    "completeCartWorkflow.hooks.orderCreated",
    "confirmBookings",
    () =>
      (completeCartWorkflow.hooks as unknown as OrderCreated).orderCreated(
        confirmBookings
      ),
  ],
  [
    "addToCartWorkflow.hooks.validate",
    "refuseUnheldItems",
    () => addToCartWorkflow.hooks.validate(refuseUnheldItems),
  ],
  [
    "updateLineItemInCartWorkflow.hooks.validate",
    "refuseUnheldChanges",
    () => updateLineItemInCartWorkflow.hooks.validate(refuseUnheldChanges),
  ],
  [
    "updateCartWorkflow.hooks.cartUpdated",
    "repriceBookings",
    () => updateCartWorkflow.hooks.cartUpdated(repriceBookings),
  ],
  [
    "cancelOrderWorkflow.hooks.orderCanceled",
    "cancelBookings",
    () => cancelOrderWorkflow.hooks.orderCanceled(cancelBookings),
  ],
]

/**
 * Puts our handlers on Medusa's hooks, each of which takes one in a store. It
 * must be called when all workflows are loaded: then a hook that a store uses
 * itself is taken, and left to it.
 *
 * @returns what could not be registered, and the handler to call there by hand
 */
export function registerHooks(): { hook: string; handler: string }[] {
  return REGISTRATIONS.flatMap(([hook, handler, register]) => {
    try {
      register()
      return []
    } catch (error) {
      if (
        error instanceof Error &&
        /multiple hook handlers/.test(error.message)
      ) {
        return [{ hook, handler }]
      }
      throw error
    }
  })
}
