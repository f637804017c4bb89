import type { MiddlewareRoute } from "@medusajs/framework/http"

import { readJsonBody } from "../../utils/json-body"
import { permissionMiddlewares } from "./permissions"

/** Medusa itself lets only staff and secret API keys into `/admin`. */
export const adminResourceBookingMiddlewares: MiddlewareRoute[] = [
  {
    // For all methods, and so before every route below.
    matcher: "/admin/resource-booking",
    middlewares: [readJsonBody],
  },
  { matcher: "/admin/resource-booking/*", bodyParser: false },
  ...permissionMiddlewares,
]
