import type {
  ShopAllocationDTO,
  StoreResource,
} from "medusa-resource-booking/client"
import { Link, useParams } from "react-router-dom"

import { readOrder } from "../api/checkout"
import { bookings } from "../api/client"
import { Notice } from "../components/notice"
import { money } from "../lib/money"
import { stayText } from "../lib/stay"
import { useLoaded } from "../lib/use-loaded"

export function OrderPage() {
  const { id = "" } = useParams()
  const { value, error } = useLoaded(id, () => readAll(id))
  if (error) {
    return <Notice>{error}</Notice>
  }
  if (!value) {
    return <p role="status">Loading …</p>
  }
  const { order, booked } = value
  return (
    <>
      <Notice kind="good">
        <strong>Thank you: your dates are booked.</strong> We have sent nothing
        to {order.email}, since this is an example.
      </Notice>
      <h1>Order {order.display_id}</h1>
      <h2>Your bookings</h2>
      <ul className="bookings">
        {booked.map(({ allocation, resource }) => (
          <li key={allocation.id} className="panel">
            <strong>{resource?.name ?? "Booking"}</strong>
            <span>{stayText(stayOf(allocation), resource?.span ?? "day")}</span>
            <span>
              {allocation.quantity > 1 && `${allocation.quantity} × `}
              {allocation.status}
            </span>
          </li>
        ))}
      </ul>
      <h2>To pay on arrival</h2>
      <ul className="summary panel">
        {order.items?.map((line) => (
          <li key={line.id}>
            <span>
              {line.quantity} × {line.title}
            </span>
            <span>
              {money(line.unit_price * line.quantity, order.currency_code)}
            </span>
          </li>
        ))}
        <li className="last">
          <span>Total</span>
          <strong>{money(order.total, order.currency_code)}</strong>
        </li>
      </ul>
      <p>
        <Link to="/">Book something else</Link>
      </p>
    </>
  )
}

async function readAll(id: string) {
  const [order, { bookings: allocations }] = await Promise.all([
    readOrder(id),
    bookings.orders.readBookings(id),
  ])
  const booked = await Promise.all(
    allocations.map(async (allocation) => ({
      allocation,
      resource: await readResource(allocation.resource_id),
    }))
  )
  return { order, booked }
}

/** Something that is no longer on sale has no name to show. */
function readResource(id: string): Promise<StoreResource | null> {
  return bookings.resources.retrieve(id).then(
    ({ resource }) => resource,
    () => null
  )
}

const stayOf = ({ start_date, end_date }: ShopAllocationDTO) => ({
  start: start_date,
  end: end_date,
})
