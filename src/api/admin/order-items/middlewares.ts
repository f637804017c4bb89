import type { MiddlewareRoute } from "@medusajs/framework/http"

import { refuseAddedUnits } from "./refuse-added-units"
import { refuseUndatedItems } from "./refuse-undated-items"

/** Medusa's routes by which staff put items into an order. */
const ADDING = [
  "/admin/draft-orders",
  "/admin/draft-orders/:id/edit/items",
  "/admin/order-edits/:id/items",
  "/admin/exchanges/:id/outbound/items",
  "/admin/claims/:id/outbound/items",
]

/** And those by which they change how many. */
const CHANGING = [
  "/admin/draft-orders/:id/edit/items/item/:item_id",
  "/admin/order-edits/:id/items/item/:item_id",
]

/**
 * Medusa has no hook for these: its workflows would sell a booking without a
 * date. What is made by other code, reconciliation shows to staff.
 */
export const adminOrderItemMiddlewares: MiddlewareRoute[] = [
  ...ADDING.map((matcher) => ({
    ...{ matcher, methods: ["POST" as const] },
    middlewares: [refuseUndatedItems],
  })),
  ...CHANGING.map((matcher) => ({
    ...{ matcher, methods: ["POST" as const] },
    middlewares: [refuseAddedUnits],
  })),
]
