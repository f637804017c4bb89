import { Link } from "react-router-dom"

import type { Offer } from "../api/catalog"
import { money } from "../lib/money"
import { Picture } from "./picture"

export function OfferCard({ offer, query }: { offer: Offer; query: string }) {
  const { kind, handle, name, type, description, price } = offer
  const free = offer.available_quantity
  return (
    <li className="card">
      <Picture source={price.picture} />
      <div className="card-body">
        <p className="kind">{type}</p>
        <h3>
          <Link to={{ pathname: `/${kind}/${handle}`, search: query }}>
            {name}
          </Link>
        </h3>
        <p className="description">{description}</p>
        <p className="card-foot">
          <span className="from">
            {money(price.amount, price.currency)}
            {type === "room" && <small> a night</small>}
          </span>
          {free !== undefined && <span className="free">{free} free</span>}
        </p>
      </div>
    </li>
  )
}
