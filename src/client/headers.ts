/** Headers of our own; the routes read them by these names, too. */

/** Proves whose a hold is. */
export const HOLD_TOKEN_HEADER = "x-booking-hold-token"

/**
 * Of an answer that is an error, `@medusajs/js-sdk` keeps the status and the
 * `message` alone. Whoever sends this header with the value below gets the
 * whole answer, as JSON, in its message.
 */
export const ERRORS_HEADER = "x-booking-errors"
export const IN_MESSAGE = "in-message"
