import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  addToCartWorkflow,
  cancelOrderWorkflow,
  completeCartWorkflow,
  createCartWorkflow,
  refreshCartItemsWorkflow,
  updateCartWorkflow,
  updateLineItemInCartWorkflow,
} from "@medusajs/medusa/core-flows"

import { bookingsIn } from "../../checkout/booking-lines"
import { cancelBookings } from "./cancel-order"
import {
  confirmBookings,
  notePayment,
  pinBookings,
  unconfirmBookings,
  unpinBookings,
} from "./complete-cart"
import { refreshBookings, unrefreshBookings } from "./refresh-cart"
import { repriceBookings } from "./update-cart"
import {
  refuseUnheldCarts,
  refuseUnheldChanges,
  refuseUnheldItems,
} from "./validate-lines"

/** Untyped in Medusa 2.21, but there: a test fails when they are not any more. */
type Untyped = {
  beforePaymentAuthorization: (handler: typeof notePayment) => void
  orderCreated: (
    handler: typeof confirmBookings,
    compensation: typeof unconfirmBookings
  ) => void
}

const REGISTRATIONS: [hook: string, handler: string, register: () => void][] = [
  [
    "completeCartWorkflow.hooks.validate",
    "pinBookings (with unpinBookings to compensate)",
    () => completeCartWorkflow.hooks.validate(pinBookings, unpinBookings),
  ],
  [
    "completeCartWorkflow.hooks.orderCreated",
    "confirmBookings (with unconfirmBookings to compensate)",
    () =>
      (completeCartWorkflow.hooks as unknown as Untyped).orderCreated(
        confirmBookings,
        unconfirmBookings
      ),
  ],
  [
    "completeCartWorkflow.hooks.beforePaymentAuthorization",
    "notePayment",
    () =>
      (
        completeCartWorkflow.hooks as unknown as Untyped
      ).beforePaymentAuthorization(notePayment),
  ],
  [
    "addToCartWorkflow.hooks.validate",
    "refuseUnheldItems",
    () => addToCartWorkflow.hooks.validate(refuseUnheldItems),
  ],
  [
    "createCartWorkflow.hooks.validate",
    "refuseUnheldCarts",
    () => createCartWorkflow.hooks.validate(refuseUnheldCarts),
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
    "refreshCartItemsWorkflow.hooks.beforeRefreshingPaymentCollection",
    "refreshBookings (with unrefreshBookings to compensate)",
    () =>
      refreshCartItemsWorkflow.hooks.beforeRefreshingPaymentCollection(
        refreshBookings,
        unrefreshBookings
      ),
  ],
  [
    "cancelOrderWorkflow.hooks.orderCanceled",
    "cancelBookings",
    () => cancelOrderWorkflow.hooks.orderCanceled(cancelBookings),
  ],
]

const BY_HAND = "from medusa-resource-booking/workflows"

/**
 * Registers the hooks, unless the option `hooks` is off, and says in the log
 * what the store has to call itself.
 */
export function registerHooksAtStart(container: MedusaContainer): void {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  if (!bookingsIn(container).options.hooks) {
    const handlers = REGISTRATIONS.map(
      ([hook, handler]) => `${handler} in ${hook}`
    )
    logger.info(
      `resource_booking: the option hooks is false. Call these yourself, ${BY_HAND}: ${handlers.join(", ")}`
    )
    return
  }
  for (const { hook, handler } of registerHooks()) {
    logger.warn(
      `resource_booking: ${hook} already has a handler. Call ${handler} there, ${BY_HAND}`
    )
  }
}

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
