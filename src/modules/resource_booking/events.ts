/**
 * The events that the module tells the store about. Each is a row of the
 * outbox, written in the change's own transaction and published after it: at
 * least once, so a subscriber tells repetitions apart by `operation_id`.
 */
export const EVENTS = {
  holdCreated: "resource_booking.hold.created",
  holdExtended: "resource_booking.hold.extended",
  holdExpiring: "resource_booking.hold.expiring",
  holdExpired: "resource_booking.hold.expired",
  holdReleased: "resource_booking.hold.released",
  holdConfirmed: "resource_booking.hold.confirmed",
  allocationCreated: "resource_booking.allocation.created",
  allocationMoved: "resource_booking.allocation.moved",
  allocationCanceled: "resource_booking.allocation.canceled",
  allocationReduced: "resource_booking.allocation.reduced",
  allocationNoShow: "resource_booking.allocation.no_show",
  occupancyCheckedIn: "resource_booking.occupancy.checked_in",
  occupancyCheckedOut: "resource_booking.occupancy.checked_out",
  occupancyMoved: "resource_booking.occupancy.moved",
  occupancyUndone: "resource_booking.occupancy.undone",
  taskOpened: "resource_booking.housekeeping_task.opened",
  taskFinished: "resource_booking.housekeeping_task.finished",
  capacityDepleted: "resource_booking.capacity.depleted",
  blackoutCreated: "resource_booking.blackout.created",
  blackoutUpdated: "resource_booking.blackout.updated",
  conflictRaised: "resource_booking.conflict.raised",
  conflictResolved: "resource_booking.conflict.resolved",
} as const

/**
 * Goes the way of all events, from the outbox through the bus to a subscriber
 * of the module's own, which writes down that it came. Not for stores.
 */
export const PROBE = "resource_booking.bus.probe"

export type ProbeName = typeof PROBE

export type EventName = (typeof EVENTS)[keyof typeof EVENTS]

/** Ids, dates and moments only: nothing here names a person. */
export type EventData = Record<string, unknown>

export type PublishedEvent = {
  name: EventName | ProbeName
  data: EventData & { operation_id: string; occurred_at: string }
}
