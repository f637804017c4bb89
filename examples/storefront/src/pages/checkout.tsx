import { type FormEvent, useState } from "react"
import { Link, useNavigate } from "react-router-dom"

import { placeOrder } from "../api/checkout"
import { sentenceOf } from "../api/client"
import { Deadline } from "../components/deadline"
import { Notice } from "../components/notice"
import { money } from "../lib/money"
import { useCart } from "../state/cart"

export function CheckoutPage() {
  const { cart, booked, refresh, forget } = useCart()
  const navigate = useNavigate()
  const [email, setEmail] = useState("")
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  if (cart === undefined) {
    return <p role="status">Loading …</p>
  }
  if (!cart?.items?.length) {
    return (
      <p className="empty">
        Your cart is empty. <Link to="/">Search for dates</Link>
      </p>
    )
  }
  const isOver = booked.some(({ hold }) => hold.status !== "active")
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setRefusal(null)
    try {
      const order = await placeOrder(cart.id, email)
      void navigate(`/orders/${order.id}`, { replace: true })
      forget()
    } catch (error) {
      setRefusal(sentenceOf(error))
      setBusy(false)
      await refresh().catch(() => {})
    }
  }
  return (
    <>
      <h1>Check out</h1>
      <Deadline />
      <div className="checkout">
        <form className="panel" onSubmit={(event) => void submit(event)}>
          <div className="field">
            <label htmlFor="email">E-mail</label>
            <input
              id="email"
              type="email"
              autoComplete="email"
              required
              value={email}
              onChange={({ target }) => setEmail(target.value)}
            />
          </div>
          <p className="field">
            <span className="label">Payment</span>
            <span>On arrival, at our desk in Hervey Bay</span>
          </p>
          {refusal && <Notice>{refusal}</Notice>}
          {isOver ? (
            <Link className="primary button" to="/cart">
              Back to the cart
            </Link>
          ) : (
            <button className="primary" disabled={isBusy}>
              {isBusy ? "Placing your order …" : "Place the order"}
            </button>
          )}
        </form>
        <section className="panel" aria-label="What you book">
          <ul className="summary">
            {cart.items.map((line) => (
              <li key={line.id}>
                <span>
                  {line.quantity} × {line.title}
                </span>
                <span>
                  {money(line.unit_price * line.quantity, cart.currency_code)}
                </span>
              </li>
            ))}
          </ul>
          <p className="sum">
            <span>Total</span>
            <strong>{money(cart.total ?? 0, cart.currency_code)}</strong>
          </p>
        </section>
      </div>
    </>
  )
}
