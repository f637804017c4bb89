import { defineMiddlewares } from "@medusajs/framework/http"

import { adminOrderItemMiddlewares } from "./admin/order-items/middlewares"
import { adminResourceBookingMiddlewares } from "./admin/resource-booking/middlewares"
import { storeResourceBookingMiddlewares } from "./store/resource-booking/middlewares"

export default defineMiddlewares({
  routes: [
    ...storeResourceBookingMiddlewares,
    ...adminResourceBookingMiddlewares,
    ...adminOrderItemMiddlewares,
  ],
})
