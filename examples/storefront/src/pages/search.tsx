import { useState } from "react"
import { useSearchParams } from "react-router-dom"

import { type Search, searchOffers } from "../api/catalog"
import { Notice } from "../components/notice"
import { OfferCard } from "../components/offer-card"
import { SearchForm } from "../components/search-form"
import { shortDate } from "../lib/dates"
import { useLoaded } from "../lib/use-loaded"

const KINDS = [
  ["", "Everything"],
  ["room", "Rooms"],
  ["vehicle", "Vehicles"],
  ["tour", "Tours"],
  ["guide", "Guides"],
  ["equipment", "Equipment"],
] as const

export function SearchPage() {
  const [params, setParams] = useSearchParams()
  const [kind, setKind] = useState("")
  const search = searchIn(params)
  const query = search ? params.toString() : ""
  const { value: all, error } = useLoaded(query, () => searchOffers(search))
  const offers = all?.filter(({ type }) => !kind || type === kind)
  const go = ({ start, end, quantity }: Search) =>
    setParams({ start, end, quantity: String(quantity) })
  return (
    <>
      <section className="hero">
        <h1>Rooms, vehicles and tours, by date</h1>
        <p>Choose your dates; we hold them for you while you pay.</p>
        <SearchForm key={query} search={search} onSearch={go} />
      </section>
      <fieldset className="kinds">
        <legend className="unseen">What to show</legend>
        {KINDS.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="kind"
              checked={kind === value}
              onChange={() => setKind(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {error && <Notice>{error}</Notice>}
      <h2 className="found" role="status">
        {offers ? foundText(offers.length, search) : error ? "" : "Searching …"}
      </h2>
      <ul className="cards">
        {offers?.map((offer) => (
          <OfferCard key={offer.id} offer={offer} query={query} />
        ))}
      </ul>
      {offers?.length === 0 && (
        <p className="empty">
          Nothing is free for all of these dates. Try other dates, or fewer.
        </p>
      )}
    </>
  )
}

function foundText(count: number, search: Search | null): string {
  if (!search) {
    return "All that we offer"
  }
  const { start, end, quantity } = search
  const many = quantity > 1 ? `, ${quantity} of each` : ""
  return `${count} free from ${shortDate(start)} to ${shortDate(end)}${many}`
}

export function searchIn(params: URLSearchParams): Search | null {
  const start = params.get("start")
  const end = params.get("end")
  const quantity = Number(params.get("quantity") ?? 1)
  return start && end ? { start, end, quantity } : null
}
