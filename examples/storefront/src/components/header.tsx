import { Link, NavLink } from "react-router-dom"

import { useCart } from "../state/cart"
import { Countdown } from "./countdown"

export function Header() {
  const { booked, expiresAt, offset } = useCart()
  return (
    <header className="header">
      <div className="header-row">
        <Link className="brand" to="/">
          Pandanus Coast <span>Touring</span>
        </Link>
        <nav aria-label="Shop">
          <NavLink to="/" end>
            Search
          </NavLink>
          <NavLink to="/cart" className="to-cart">
            Cart
            {booked.length > 0 && (
              <span className="badge">
                {booked.length}
                <span className="unseen"> in the cart</span>
              </span>
            )}
            {expiresAt && (
              <Countdown
                expiresAt={expiresAt}
                offset={offset}
                className="small-clock"
              />
            )}
          </NavLink>
        </nav>
      </div>
    </header>
  )
}
