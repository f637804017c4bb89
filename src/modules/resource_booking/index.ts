import { Module } from "@medusajs/framework/utils"

import { linkable, RESOURCE_BOOKING_MODULE } from "./joiner-config"
import { migrationScripts } from "./migration-scripts"
import ResourceBookingService from "./service"

const definition = Module(RESOURCE_BOOKING_MODULE, {
  service: ResourceBookingService,
})

export default { ...definition, ...migrationScripts, linkable }

export {
  BookingRefusal,
  type HttpError,
  isBookingRefusal,
  notFound,
  reject,
  toHttpError,
} from "./errors"
export { EVENTS, PROBE } from "./events"
export { RESOURCE_BOOKING_MODULE } from "./joiner-config"
export { withoutPeople } from "./operations/shared/allocation-records"
export { Turns } from "./operations/shared/turns"
export type { Limits, Options, ResourceBookingOptions } from "./options"
export {
  CONFLICT_OUTCOMES,
  HOUSEKEEPING_STATUSES,
  PRICE_MODES,
  TASK_ACTIONS,
  TASK_STATUSES,
} from "./records/words"
export type { default as ResourceBookingService } from "./service"
export { busy, isOutage } from "./sql/failures"
export type * from "./types"
export { VERSION } from "./version"
export { within } from "./within"

// What input must look like: for those who check it at the edge.
export { MAX_CAPACITY } from "./domain/capacity/decide-capacity"
export { addressKey } from "./domain/holds/client-address"
export { addDays, isCalendarDate, isTimezone } from "./domain/shared/calendar"
export { dateInWords, datesInWords } from "./domain/shared/date-words"
export {
  MAX_ITEMS,
  MAX_QUANTITY,
  MAX_RESOURCE_DATES,
} from "./domain/shared/demand"
export {
  MAX_GUEST_NAME,
  MAX_GUEST_PHONE,
  MAX_GUESTS,
} from "./domain/shared/guests"
export {
  DEFAULT_LIMIT,
  MAX_CALENDAR_ROWS,
  MAX_LIMIT,
} from "./domain/shared/list-query"
export { isHandle, isStorable } from "./domain/shared/text"
