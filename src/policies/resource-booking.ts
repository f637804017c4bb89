import { definePolicies } from "@medusajs/framework/utils"

/** What a policy of ours is about, where Medusa's roles name it. */
export const BOOKING_RESOURCE = "resource_booking"

/** What a role may be allowed, and what that is for. */
export const BOOKING_OPERATIONS = {
  read: "See resources, bookings, guests, calendars, reports and the log",
  manage:
    "Change resources, groups, capacity, closures, links and holds, and erase personal data",
  front_desk:
    "Book for guests, check them in and out, move them, name them, and look after rooms",
  settle: "Cancel allocations and settle conflicts from late payments",
} as const

export type BookingOperation = keyof typeof BOOKING_OPERATIONS

/**
 * Medusa finds this file by its folder, and offers these policies to roles when
 * MEDUSA_FF_RBAC is on. What needs which: api/admin/resource-booking/permissions.
 */
export const resourceBookingPolicies = definePolicies([
  policy("ReadResourceBooking", "read"),
  policy("ManageResourceBooking", "manage"),
  policy("FrontDeskResourceBooking", "front_desk"),
  policy("SettleResourceBooking", "settle"),
])

function policy(name: string, operation: BookingOperation) {
  const description = BOOKING_OPERATIONS[operation]
  return { name, resource: BOOKING_RESOURCE, operation, description }
}
