import type { AvailabilityEntry } from "medusa-resource-booking/client"
import { useCallback, useEffect, useState } from "react"

import type { OfferDetails } from "../api/catalog"
import { bookings, sentenceOf } from "../api/client"
import { useReturn } from "./clock"
import { addDays, daysIn } from "./dates"

type Seen = { quantity: number; entries: Map<string, AvailabilityEntry> }

/** The dates of the months viewed so far, as the server last reported them. */
export function useAvailability(
  { kind, id, span }: OfferDetails,
  month: string,
  quantity: number
) {
  const [seen, setSeen] = useState<Seen>({ quantity, entries: new Map() })
  const [error, setError] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    let wanted = true
    const start_date = `${month}-01`
    const last = `${month}-${daysIn(month)}`
    const end_date = span === "night" ? addDays(last, 1) : last
    const what = kind === "groups" ? { group_id: id } : { resource_id: id }
    const stay = { ...what, start_date, end_date, quantity }
    bookings.availability.read(stay).then(
      ({ dates }) => {
        if (wanted) {
          setError(null)
          setSeen((before) => {
            const kept = before.quantity === quantity ? [...before.entries] : []
            const news = dates.map((entry) => [entry.date, entry] as const)
            return { quantity, entries: new Map([...kept, ...news]) }
          })
        }
      },
      (reason: unknown) => wanted && setError(sentenceOf(reason))
    )
    return () => {
      wanted = false
    }
  }, [kind, id, span, month, quantity, turn])

  const refresh = useCallback(() => setTurn((number) => number + 1), [])
  useReturn(refresh)
  return { entries: seen.entries, error, refresh }
}
