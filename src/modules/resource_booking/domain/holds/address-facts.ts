import type {
  AddressFacts,
  Demand,
  GuestFacts,
  TakenDates,
} from "../shared/facts"
import { datesOf } from "./limits"

/** An address as it is counted, for whoever asks from there. */
export type CountedAddress = Omit<AddressFacts, "guests"> & {
  address: string
  guests: Omit<GuestFacts, "capacities">
}

/**
 * What counts for one who asks. A customer is known, and has limits of their
 * own.
 *
 * @returns null when nothing is kept from the address
 */
export function addressOf(
  facts: {
    addresses: CountedAddress[]
    capacities: GuestFacts["capacities"]
  },
  address: string | null,
  customerId: string | null
): AddressFacts | null {
  const counted = facts.addresses.find((a) => a.address === address)
  if (!counted) {
    return null
  }
  const { capacities } = facts
  const guests = customerId === null ? { ...counted.guests, capacities } : null
  return { ...counted, guests }
}

/** The addresses as they are when one more hold is placed. */
export function afterHold(
  addresses: CountedAddress[],
  hold: {
    address: string
    customer_id: string | null
    expires_at_ms: number
    items: Demand[]
  }
): CountedAddress[] {
  const { address, customer_id, expires_at_ms, items } = hold
  const before = addresses.find((a) => a.address === address)
  const { resource_dates = 0, taken = [] } = before?.guests ?? {}
  const isGuest = customer_id === null
  return [
    ...addresses.filter((a) => a !== before),
    {
      address,
      holds: (before?.holds ?? 0) + 1,
      first_end_ms: before?.first_end_ms ?? expires_at_ms,
      guests: {
        resource_dates: resource_dates + (isGuest ? datesOf(items) : 0),
        taken: [...taken, ...(isGuest ? items.flatMap(takenBy) : [])],
      },
    },
  ]
}

function takenBy({ resource_id, dates, quantity }: Demand): TakenDates[] {
  return dates.map((date) => ({ resource_id, date, units: quantity }))
}
