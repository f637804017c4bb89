/** The first part of every query key: one invalidation reaches them all. */
export const BOOKINGS_KEY = "resource_booking"
