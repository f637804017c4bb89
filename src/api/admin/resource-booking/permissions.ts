import type { MiddlewareRoute } from "@medusajs/framework/http"

import {
  BOOKING_RESOURCE,
  type BookingOperation,
} from "../../../policies/resource-booking"

type Method = "GET" | "POST" | "PUT" | "DELETE"

/** A route under `/admin/resource-booking`, and what its caller must be allowed. */
export type Permission = {
  path: string
  methods: Method[]
  operation: BookingOperation
}

const read = (path: string): Permission => ({
  ...{ path, methods: ["GET"], operation: "read" },
})
const may =
  (operation: BookingOperation) =>
  (path: string, ...methods: Method[]): Permission => ({
    ...{ path, operation },
    methods: methods.length > 0 ? methods : ["POST"],
  })
const manage = may("manage")
const frontDesk = may("front_desk")
const settle = may("settle")

/** Every route with its methods, once: a test compares it with the files. */
export const PERMISSIONS: Permission[] = [
  read("/resources"),
  manage("/resources"),
  read("/resources/:id"),
  manage("/resources/:id", "POST", "PUT", "DELETE"),
  manage("/resources/:id/restore"),
  manage("/resources/:id/freeze", "POST", "DELETE"),
  frontDesk("/resources/:id/housekeeping"),
  read("/resources/:id/variants"),
  read("/resources/:id/capacity"),
  manage("/resources/:id/capacity"),
  manage("/resources/:id/capacity/adjust"),
  read("/resources/:id/capacity/report"),

  read("/groups"),
  manage("/groups"),
  read("/groups/:id"),
  manage("/groups/:id", "POST", "PUT", "DELETE"),
  read("/groups/:id/variants"),

  read("/variants/:id"),
  manage("/variants/:id"),
  read("/variants/:id/resources"),
  manage("/variants/:id/resources", "POST", "DELETE"),

  read("/blackouts"),
  manage("/blackouts"),
  read("/blackouts/:id"),
  manage("/blackouts/:id", "POST", "PUT", "DELETE"),

  read("/holds"),
  read("/holds/:id"),
  manage("/holds/:id", "DELETE"),
  manage("/holds/:id/extend"),

  read("/allocations"),
  frontDesk("/allocations"),
  read("/allocations/:id"),
  frontDesk("/allocations/:id/move"),
  frontDesk("/allocations/:id/guests"),
  settle("/allocations/:id/cancel"),

  read("/conflicts"),
  read("/conflicts/:id"),
  settle("/conflicts/:id/resolve"),

  read("/front-desk"),
  frontDesk("/front-desk/check-in"),
  frontDesk("/front-desk/check-out"),
  frontDesk("/front-desk/move"),
  frontDesk("/front-desk/walk-in"),
  frontDesk("/front-desk/no-show"),
  frontDesk("/front-desk/undo"),
  read("/housekeeping-tasks"),
  frontDesk("/housekeeping-tasks/:id"),

  read("/calendar"),
  read("/reports/utilization"),
  read("/reports/allocations"),
  read("/reports/hold-expirations"),
  read("/reports/funnel"),
  read("/reports/revenue"),

  read("/operations"),
  read("/health"),
  read("/audit"),
  read("/reconciliation"),
  manage("/reconciliation"),
  manage("/personal-data/erase"),
]

/**
 * Medusa checks these when MEDUSA_FF_RBAC is on, before the route; without it,
 * who is staff may do everything.
 */
export const permissionMiddlewares: MiddlewareRoute[] = PERMISSIONS.map(
  ({ path, methods, operation }) => ({
    matcher: `/admin/resource-booking${path}`,
    methods,
    policies: [{ resource: BOOKING_RESOURCE, operation }],
  })
)
