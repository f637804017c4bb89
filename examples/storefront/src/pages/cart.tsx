import { Link } from "react-router-dom"

import { CartLine } from "../components/cart-line"
import { Deadline } from "../components/deadline"
import { money } from "../lib/money"
import { useCart } from "../state/cart"

export function CartPage() {
  const { cart, booked } = useCart()
  if (cart === undefined) {
    return <p role="status">Loading …</p>
  }
  const lines = cart?.items ?? []
  if (!cart || lines.length === 0) {
    return (
      <>
        <h1>Your cart</h1>
        <p className="empty">
          It is empty. <Link to="/">Search for dates</Link>
        </p>
      </>
    )
  }
  const holdOf = (id: string) =>
    booked.find((entry) => entry.line_item_id === id)?.hold
  const isReady = lines.every((line) => holdOf(line.id)?.status === "active")
  return (
    <>
      <h1>Your cart</h1>
      <Deadline />
      <ul className="lines">
        {lines.map((line) => (
          <CartLine
            key={line.id}
            line={line}
            hold={holdOf(line.id)}
            currency={cart.currency_code}
          />
        ))}
      </ul>
      <p className="sum">
        <span>Total</span>
        <strong>{money(cart.total ?? 0, cart.currency_code)}</strong>
      </p>
      <p className="cart-foot">
        <Link to="/">Add something</Link>
        {isReady ? (
          <Link className="primary button" to="/checkout">
            Check out
          </Link>
        ) : (
          <span className="primary button off" role="link" aria-disabled="true">
            Check out
          </span>
        )}
      </p>
    </>
  )
}
