export { addBookingToCartWorkflow } from "./add-booking-to-cart"
export { changeBookingInCartWorkflow } from "./change-booking-in-cart"
export { removeBookingFromCartWorkflow } from "./remove-booking-from-cart"
