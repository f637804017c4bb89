/**
 * Everything that the routes take from the module besides its service: one
 * door, so that a look here tells what the two sides share.
 */
import { RESOURCE_BOOKING_MODULE } from "../../modules/resource_booking"

export { RESOURCE_BOOKING_MODULE }
export type { ResourceBookingService } from "../../modules/resource_booking"
export {
  BookingRefusal,
  isBookingRefusal,
  reject,
  toHttpError,
} from "../../modules/resource_booking/errors"
export {
  addDays,
  isCalendarDate,
  isTimezone,
} from "../../modules/resource_booking/domain/calendar"
export { MAX_CAPACITY } from "../../modules/resource_booking/domain/decide-capacity"
export {
  MAX_ITEMS,
  MAX_QUANTITY,
  MAX_RESOURCE_DATES,
} from "../../modules/resource_booking/domain/demand"
export {
  DEFAULT_LIMIT,
  MAX_LIMIT,
} from "../../modules/resource_booking/domain/list-query"
export {
  isHandle,
  isStorable,
} from "../../modules/resource_booking/domain/text"
export type { Limits, Options } from "../../modules/resource_booking/options"
