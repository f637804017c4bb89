export { addBookingToCartWorkflow } from "./add-booking-to-cart"
export { changeBookingInCartWorkflow } from "./change-booking-in-cart"
export { removeBookingFromCartWorkflow } from "./remove-booking-from-cart"
export { cancelBookings } from "./hooks/cancel-order"
export {
  confirmBookings,
  pinBookings,
  unconfirmBookings,
  unpinBookings,
} from "./hooks/complete-cart"
export { repriceBookings } from "./hooks/update-cart"
export {
  refuseUnheldCarts,
  refuseUnheldChanges,
  refuseUnheldItems,
} from "./hooks/validate-lines"
