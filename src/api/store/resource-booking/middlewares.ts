import type { MiddlewareRoute } from "@medusajs/framework/http"

import { readJsonBody } from "../../utils/json-body"
import { requireReadablePath } from "../../utils/unreadable-path"
import { storeHoldMiddlewares } from "./holds/middlewares"
import { limitReads } from "./limit-reads"

export const storeResourceBookingMiddlewares: MiddlewareRoute[] = [
  {
    // For all methods, and so before every route below.
    matcher: "/store/resource-booking",
    middlewares: [requireReadablePath, readJsonBody],
  },
  { matcher: "/store/resource-booking/*", bodyParser: false },
  {
    matcher: "/store/resource-booking/*",
    methods: ["GET"],
    middlewares: [limitReads],
  },
  ...storeHoldMiddlewares,
]
