import type { MiddlewareRoute } from "@medusajs/framework/http"

import { readJsonBody } from "../../utils/json-body"
import { requireReadablePath } from "../../utils/unreadable-path"
import { permissionMiddlewares } from "./permissions"

/** Medusa itself lets only staff and secret API keys into `/admin`. */
export const adminResourceBookingMiddlewares: MiddlewareRoute[] = [
  {
    // For all methods, and so before every route below.
    matcher: "/admin/resource-booking",
    middlewares: [requireReadablePath, readJsonBody],
  },
  { matcher: "/admin/resource-booking/*", bodyParser: false },
  ...permissionMiddlewares,
]
