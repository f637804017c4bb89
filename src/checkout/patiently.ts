import { isBookingRefusal } from "../modules/resource_booking"

/** Each waits as long for a connection as the module does at all. */
const TRIES = 3

/**
 * Looks at a cart that may have nothing to do with bookings. That they are busy
 * is no reason to refuse who buys something else, so it is asked again, for as
 * long as Medusa keeps the cart locked for a change of its lines.
 *
 * @throws BookingRefusal `busy` when it is so still
 */
export async function patiently<T>(look: () => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await look()
    } catch (error) {
      if (left === 0 || !isBookingRefusal(error) || error.code !== "busy") {
        throw error
      }
    }
  }
}
