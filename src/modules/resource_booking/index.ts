import { Module } from "@medusajs/framework/utils"
import ResourceBookingService from "./service"

export const RESOURCE_BOOKING_MODULE = "resource_booking"

export default Module(RESOURCE_BOOKING_MODULE, {
  service: ResourceBookingService,
})

export { EVENTS } from "./events"
export {
  BookingRefusal,
  isBookingRefusal,
  toHttpError,
  type HttpError,
} from "./errors"
export type { ResourceBookingOptions } from "./options"
export type { default as ResourceBookingService } from "./service"
