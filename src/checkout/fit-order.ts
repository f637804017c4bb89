import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  MathBN,
  MedusaError,
} from "@medusajs/framework/utils"

import type { CallContext, LineUnits } from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"

type Row = { id: string; items: (Line | null)[] | null }
type Line = { id: string; quantity: number; detail: Detail }
type Detail = {
  return_received_quantity: number
  return_dismissed_quantity: number
}

/** A line that has dates for another number of units than are left of it. */
export type Misfit = LineUnits & {
  /** Of the order's line, without what came back. */
  left: number
}

/**
 * The order's dates follow its lines: after an edit that took units away, and
 * after a return that was received. Whatever has been done before is not done
 * again.
 *
 * @throws BookingRefusal `busy`
 */
export async function fitOrder(
  container: MedusaContainer,
  orderId: string,
  by: CallContext
): Promise<void> {
  for (const misfit of await misfitsOf(container, [orderId])) {
    if (misfit.left < misfit.units) {
      await fit(container, misfit, by)
    }
  }
}

/** @returns whether staff must choose which of several resources goes */
export async function fit(
  container: MedusaContainer,
  { order_id, line_item_id, left }: Misfit,
  by: CallContext
): Promise<boolean> {
  const reason =
    left > 0
      ? "units were removed from the order or returned"
      : "the line was removed from the order or returned"
  const { choose } = await bookingsIn(container).fitLine(
    { order_id, line_item_id, units: left, reason },
    by
  )
  return choose
}

/**
 * Of these orders, the lines whose dates are not for the units that they have.
 * Orders that are not there have none.
 */
export async function misfitsOf(
  container: MedusaContainer,
  orderIds: string[]
): Promise<Misfit[]> {
  const lines = await bookingsIn(container).listLineUnits(orderIds)
  if (lines.length === 0) {
    return []
  }
  const left = await unitsLeft(container, [
    ...new Set(lines.map(({ order_id }) => order_id)),
  ])
  return lines.flatMap((line) => {
    const order = left.get(line.order_id)
    const units = order?.get(line.line_item_id) ?? 0
    const fits =
      units === line.units || (units > line.units && units <= line.ever)
    return order && !fits ? { ...line, left: units } : []
  })
}

/** By order and line; a line that is not in its order any more is not there. */
async function unitsLeft(
  container: MedusaContainer,
  ids: string[]
): Promise<Map<string, Map<string, number>>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    // A quantity is not there when it is asked for by its own name alone.
    fields: [
      ...["id", "items.*", "items.detail.quantity"],
      "items.detail.return_received_quantity",
      "items.detail.return_dismissed_quantity",
    ],
    filters: { id: ids },
  })
  return new Map(
    (data as unknown as Row[]).map(({ id, items }) => [
      id,
      new Map(
        (items ?? []).flatMap((item) => (item ? [[item.id, leftOf(item)]] : []))
      ),
    ])
  )
}

/** Whole units: of half a one nothing is freed. What came back damaged is back. */
function leftOf({ id, quantity, detail }: Line): number {
  const { return_received_quantity, return_dismissed_quantity } = detail
  const back = MathBN.add(return_received_quantity, return_dismissed_quantity)
  const left = MathBN.sub(quantity, back).toNumber()
  if (!Number.isFinite(left)) {
    const { UNEXPECTED_STATE } = MedusaError.Types
    throw new MedusaError(UNEXPECTED_STATE, `Line ${id} has no quantity.`)
  }
  return Math.ceil(Math.max(0, left))
}
