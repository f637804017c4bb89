export { addBookingToCartWorkflow } from "./cart/add-booking-to-cart"
export { changeBookingInCartWorkflow } from "./cart/change-booking-in-cart"
export { quoteBookingsWorkflow } from "./cart/quote-bookings"
export { refreshBookingsWorkflow } from "./cart/refresh-bookings"
export { removeBookingFromCartWorkflow } from "./cart/remove-booking-from-cart"
export { repriceBookingsWorkflow } from "./cart/reprice-bookings"
export { resolveConflictWorkflow } from "./conflicts/resolve-conflict"
export { cancelBookings } from "./hooks/cancel-order"
export {
  confirmBookings,
  notePayment,
  pinBookings,
  unconfirmBookings,
  unpinBookings,
} from "./hooks/complete-cart"
export { refreshBookings, unrefreshBookings } from "./hooks/refresh-cart"
export { repriceBookings } from "./hooks/update-cart"
export {
  refuseUnheldCarts,
  refuseUnheldChanges,
  refuseUnheldItems,
} from "./hooks/validate-lines"
export { confirmBookingsWorkflow } from "./orders/confirm-bookings"
export type { BookingsConfirmed } from "./orders/confirmed-hook"
