import { useParams, useSearchParams } from "react-router-dom"

import { type Kind, perWhat, readOffer } from "../api/catalog"
import { BookingPanel } from "../components/booking-panel"
import { Notice } from "../components/notice"
import { Picture } from "../components/picture"
import { money } from "../lib/money"
import { useLoaded } from "../lib/use-loaded"
import { searchIn } from "./search"

/** A resource, or a group of them: what it is, and when it is free. */
export function OfferPage({ kind }: { kind: Kind }) {
  const { handle = "" } = useParams()
  const [params] = useSearchParams()
  const { value: offer, error } = useLoaded(`${kind}/${handle}`, () =>
    readOffer(kind, handle)
  )
  if (error) {
    return <Notice>{error}</Notice>
  }
  if (!offer) {
    return <p role="status">Loading …</p>
  }
  const { name, type, description, amenities, price, span } = offer
  return (
    <>
      <section className="offer-head">
        <Picture source={price.picture} />
        <div>
          <p className="kind">{type}</p>
          <h1>{name}</h1>
          <p className="description">{description}</p>
          <ul className="amenities" aria-label="What comes with it">
            {amenities.map((amenity) => (
              <li key={amenity}>{amenity}</li>
            ))}
          </ul>
          <p className="price">
            {money(price.amount, price.currency)}{" "}
            <small>
              {perWhat(span, price.mode)}
              {offer.min_stay && offer.min_stay > 1
                ? `, from ${offer.min_stay} ${span}s`
                : ""}
            </small>
          </p>
        </div>
      </section>
      <BookingPanel key={offer.id} offer={offer} search={searchIn(params)} />
    </>
  )
}
