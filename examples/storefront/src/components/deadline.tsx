import { useCart } from "../state/cart"
import { Countdown } from "./countdown"
import { Notice } from "./notice"

/** How long the dates are held, or that they no longer are. */
export function Deadline() {
  const { booked, expiresAt, offset } = useCart()
  if (
    booked.length > 0 &&
    booked.some(({ hold }) => hold.status !== "active")
  ) {
    return (
      <Notice kind="over">
        <strong>The time to pay has run out.</strong> Your dates were given
        back, so that others can book them. Nothing was charged. You can try to
        get the same dates again.
      </Notice>
    )
  }
  return expiresAt ? (
    <p className="deadline">
      Your dates are held for you for{" "}
      <Countdown expiresAt={expiresAt} offset={offset} className="clock" />
    </p>
  ) : null
}
