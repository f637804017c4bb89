import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"

import type {
  PaidOrder,
  ReportQuery,
  RevenueReport,
  SoldPart,
} from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"
import { digitsOf, toMinor } from "./currency"
import { type LineVersion, lineVersions, valueOf } from "./order-values"
import { type Collection, moneyIn, PAYMENT_FIELDS } from "./payments"

const PAGE = 100

/** Amounts are as Medusa has them: in the currency's main unit. */
type Charged = {
  id: string
  currency_code: string
  version: number
  shipping_methods: (Shipping | null)[] | null
  payment_collections: Collection[] | null
}

type Shipping = {
  id: string
  total: BigNumberInput
  /** Whether it came with a change of the order. */
  detail: {
    return_id?: string | null
    exchange_id?: string | null
    claim_id?: string | null
  } | null
}

const FIELDS = [
  // Medusa computes the others when the order's own total is asked for.
  ...["id", "currency_code", "version", "total"],
  ...["shipping_methods.id", "shipping_methods.total"],
  "shipping_methods.detail.return_id",
  "shipping_methods.detail.exchange_id",
  "shipping_methods.detail.claim_id",
  ...PAYMENT_FIELDS.map((field) => `payment_collections.${field}`),
]

/**
 * What resources brought: the module knows what was sold, the orders know for
 * how much, and their payments what was kept of it.
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
  const orders: PaidOrder[] = []
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE)
    orders.push(...(await paidFor(container, page)))
  }
  return bookings.reportRevenue(query, sold, orders)
}

async function paidFor(
  container: MedusaContainer,
  ids: string[]
): Promise<PaidOrder[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: FIELDS,
    filters: { id: ids },
  })
  const lines = await lineVersions(container, ids)
  return (data as unknown as Charged[]).map((order) => {
    const own = lines.filter(({ order_id }) => order_id === order.id)
    return toPaidOrder(order, own)
  })
}

function toPaidOrder(order: Charged, lines: LineVersion[]): PaidOrder {
  const { currency_code } = order
  const digits = digitsOf(currency_code)
  const money = moneyIn(order.payment_collections ?? [])
  const captured = toMinor(money.captured, digits)
  // Medusa does not round: fractions of a cent are its own.
  const kept = toMinor(MathBN.sub(money.captured, money.refunded), digits)
  return {
    ...{ currency_code, digits },
    ...{ captured, refunded: captured - kept },
    parts: [
      ...lineParts(lines, order.version),
      ...(order.shipping_methods ?? []).flatMap((one) =>
        one ? [shippingPart(one)] : []
      ),
    ].map(({ id, first, now, most }) => ({
      id,
      first: fineMinor(first, digits),
      now: fineMinor(now, digits),
      most: fineMinor(most, digits),
    })),
  }
}

/** Each line in the order's first version, in this one, and at its most. */
function lineParts(lines: LineVersion[], version: number): SoldPart[] {
  const first = Math.min(...lines.map((line) => line.version))
  const ids = [...new Set(lines.map(({ item }) => item.id))].sort()
  return ids.map((id) => {
    const own = lines
      .filter(({ item }) => item.id === id)
      .map((line) => ({ version: line.version, value: valueOf(line) }))
    const valueIn = (v: number) =>
      own.find((line) => line.version === v)?.value ?? 0
    return {
      ...{ id, first: valueIn(first), now: valueIn(version) },
      most: Math.max(...own.map(({ value }) => value)),
    }
  })
}

function shippingPart({ id, total, detail }: Shipping): SoldPart {
  const now = MathBN.convert(total).toNumber()
  const { return_id, exchange_id, claim_id } = detail ?? {}
  const isLater = Boolean(return_id ?? exchange_id ?? claim_id)
  return { id, first: isLater ? 0 : now, now, most: now }
}

/** In the smallest unit, with the fractions that a tax leaves. */
function fineMinor(amount: number, digits: number): number {
  return MathBN.mult(amount, 10 ** digits).toNumber()
}
