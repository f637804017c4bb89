import { bookingsIn } from "../checkout/booking-lines"
import type { Inspections } from "../modules/resource_booking/types"
import type { Check, Found } from "./check"

/**
 * A check that asks nobody but the module, by one query. What it finds is not
 * certain enough to be put right: staff read what they can do.
 */
export function inspection<K extends keyof Inspections>(
  name: K,
  flag: (row: Inspections[K]) => Found
): Check {
  return {
    name,
    async run({ container, look, step }) {
      const bookings = bookingsIn(container)
      const found = await bookings.inspect(name, look.scopes, step)
      const { checked, total, rows } = found
      return { checked, details: rows.map(flag), unlisted: total - rows.length }
    },
  }
}

/** Dates in a sentence. */
export function onDates(first: string, last: string): string {
  return first === last ? `on ${first}` : `from ${first} to ${last}`
}

/** Whose it is in a sentence: staff find an order sooner than an allocation. */
export function ofOrder(orderId: string | null): string {
  return orderId === null ? "" : ` of order ${orderId}`
}
