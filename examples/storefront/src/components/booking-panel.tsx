import { useCallback, useRef, useState } from "react"
import { useNavigate } from "react-router-dom"

import type { OfferDetails, Search } from "../api/catalog"
import { sentenceOf } from "../api/client"
import { longDate, todayIn } from "../lib/dates"
import { money } from "../lib/money"
import { choose, datesOf, type Stay, stayText } from "../lib/stay"
import { useAvailability } from "../lib/use-availability"
import { useCart } from "../state/cart"
import { Calendar } from "./calendar"
import { Notice } from "./notice"
import { Quantity } from "./quantity"

/** Choose dates and a quantity, and put them into the cart. */
export function BookingPanel({
  offer,
  search,
}: {
  offer: OfferDetails
  search: Search | null
}) {
  const { span, price } = offer
  const today = todayIn(offer.timezone)
  const [stay, setStay] = useState<Partial<Stay>>(stayIn(search, span))
  const [month, setMonth] = useState((stay.start ?? today).slice(0, 7))
  const [quantity, setQuantity] = useState(search?.quantity ?? 1)
  const { entries, error, refresh } = useAvailability(offer, month, quantity)
  const { isBusy, refusal, book, clear } = useBooking(offer, refresh)

  const whole = stay.start && stay.end ? (stay as Stay) : null
  const dates = whole ? datesOf(whole, span).length : 0
  const times = price.mode === "per_booking" ? 1 : dates
  const onChoose = (date: string) => {
    clear()
    setStay(choose(date, stay, span, entries))
  }
  return (
    <section className="booking" aria-label="Book it">
      <div>
        {error && <Notice>{error}</Notice>}
        <Calendar
          {...{ month, today, entries, quantity, span, stay, onChoose }}
          onMonth={setMonth}
        />
      </div>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault()
          if (whole) {
            void book(whole, quantity)
          }
        }}
      >
        <h2>Your booking</h2>
        <p className="stay" role="status">
          {whole ? stayText(whole, span) : hint(stay, span)}
        </p>
        <Quantity
          label={offer.type === "room" ? "Rooms" : "How many"}
          value={quantity}
          onChange={(value) => {
            clear()
            setQuantity(value)
          }}
        />
        {whole && (
          <p className="sum">
            <span>Total</span>
            <strong>
              {money(price.amount * times * quantity, price.currency)}
            </strong>
          </p>
        )}
        {refusal && <Notice>{refusal}</Notice>}
        <button className="primary" disabled={!whole || isBusy}>
          {isBusy ? "Holding your dates …" : "Add to cart"}
        </button>
        <p className="fine">
          Your dates are held for you while you pay. Nothing is charged yet.
        </p>
      </form>
    </section>
  )
}

/** Each attempt to book has one key: sent twice, it is booked once. */
function useBooking(offer: OfferDetails, refresh: () => void) {
  const { add } = useCart()
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const wish = useRef({ text: "", key: "" })
  const clear = useCallback(() => setRefusal(null), [])

  async function book({ start, end }: Stay, quantity: number) {
    const what =
      offer.kind === "groups"
        ? { group_id: offer.id }
        : { resource_id: offer.id }
    const item = { ...what, start_date: start, end_date: end, quantity }
    const text = JSON.stringify(item)
    if (wish.current.text !== text) {
      wish.current = { text, key: crypto.randomUUID() }
    }
    setBusy(true)
    clear()
    try {
      await add(offer.price.variantId, item, wish.current.key)
      void navigate("/cart")
    } catch (error) {
      setRefusal(sentenceOf(error))
      setBusy(false)
      refresh()
    }
  }
  return { isBusy, refusal, book, clear }
}

function stayIn(search: Search | null, span: OfferDetails["span"]) {
  if (!search || (span === "night" && search.start >= search.end)) {
    return {}
  }
  return { start: search.start, end: search.end }
}

function hint(stay: Partial<Stay>, span: OfferDetails["span"]): string {
  const last = span === "night" ? "check-out" : "last"
  return stay.start
    ? `From ${longDate(stay.start)}: now choose the ${last} day.`
    : "Choose the first day in the calendar."
}
