import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  defaultCurrencies,
  MathBN,
} from "@medusajs/framework/utils"
import type {
  LineRevenue,
  ReportQuery,
  RevenueReport,
} from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"

const PAGE = 100

/** Amounts are as Medusa has them: in the currency's main unit. */
type Charged = {
  id: string
  currency_code: string
  shipping_total: BigNumberInput
  items: { id: string; total: BigNumberInput }[]
  payment_collections:
    | { payments: { refunds: { amount: BigNumberInput }[] | null }[] | null }[]
    | null
}

const FIELDS = [
  ...["id", "currency_code", "total", "shipping_total"],
  ...["items.id", "items.total"],
  "payment_collections.payments.refunds.amount",
]

/**
 * What resources brought: the module knows what was sold, the orders know for
 * how much.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`
 */
export async function reportRevenue(
  container: MedusaContainer,
  query: ReportQuery
): Promise<RevenueReport> {
  const bookings = bookingsIn(container)
  const sold = await bookings.listSoldAllocations(query)
  const ids = [...new Set(sold.map(({ order_id }) => order_id))]
  const lines: LineRevenue[] = []
  for (let at = 0; at < ids.length; at += PAGE) {
    const orders = await chargedOrders(container, ids.slice(at, at + PAGE))
    lines.push(...orders.flatMap(linesOf))
  }
  return bookings.reportRevenue(query, sold, lines)
}

async function chargedOrders(
  container: MedusaContainer,
  ids: string[]
): Promise<Charged[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: FIELDS,
    filters: { id: ids },
  })
  return data as Charged[]
}

/** Each line's total, less its part of what the order gave back. */
function linesOf(order: Charged): LineRevenue[] {
  const { items, currency_code } = order
  const totals = items.map(({ total }) => total)
  const gross = MathBN.sum(order.shipping_total ?? 0, ...totals)
  const refunded = MathBN.sum(0, ...refundsOf(order))
  const kept = MathBN.gt(gross, refunded)
    ? MathBN.div(MathBN.sub(gross, refunded), gross)
    : MathBN.convert(0)
  const digits = digitsOf(currency_code)
  return items.map(({ id, total }) => ({
    ...{ line_item_id: id, currency_code, digits },
    minor: toMinor(MathBN.mult(total, kept), digits),
  }))
}

function refundsOf({ payment_collections }: Charged): BigNumberInput[] {
  return (payment_collections ?? [])
    .flatMap(({ payments }) => payments ?? [])
    .flatMap(({ refunds }) => refunds ?? [])
    .map(({ amount }) => amount)
}

function toMinor(amount: BigNumberInput, digits: number): number {
  return Math.round(MathBN.mult(amount, 10 ** digits).toNumber())
}

/** Cents of a dollar, none of a yen; two where Medusa doesn't know. */
function digitsOf(currencyCode: string): number {
  return defaultCurrencies[currencyCode.toUpperCase()]?.decimal_digits ?? 2
}
