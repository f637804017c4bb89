import { type FormEvent, useState } from "react"

import type { Search } from "../api/catalog"
import { addDays, todayIn } from "../lib/dates"
import { Quantity } from "./quantity"

export function SearchForm({
  search,
  onSearch,
}: {
  search: Search | null
  onSearch: (search: Search) => void
}) {
  const today = todayIn()
  const [start, setStart] = useState(search?.start ?? addDays(today, 14))
  const [end, setEnd] = useState(search?.end ?? addDays(today, 16))
  const [quantity, setQuantity] = useState(search?.quantity ?? 1)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch({ start, end, quantity })
  }
  return (
    <form className="search" onSubmit={submit} aria-label="Search by dates">
      <div className="field">
        <label htmlFor="from">From</label>
        <input
          id="from"
          type="date"
          required
          min={today}
          value={start}
          onChange={({ target }) => {
            setStart(target.value)
            if (target.value && target.value > end) {
              setEnd(addDays(target.value, 1))
            }
          }}
        />
      </div>
      <div className="field">
        <label htmlFor="to">To</label>
        <input
          id="to"
          type="date"
          required
          min={start}
          value={end}
          onChange={({ target }) => setEnd(target.value)}
        />
      </div>
      <Quantity label="How many" value={quantity} onChange={setQuantity} />
      <button className="primary" type="submit">
        Search
      </button>
    </form>
  )
}
