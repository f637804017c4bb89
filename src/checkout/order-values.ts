import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import {
  BigNumber,
  ContainerRegistrationKeys,
  getLineItemTotals,
} from "@medusajs/framework/utils"

/** A line of an order, as it was in one of the order's versions. */
export type LineVersion = {
  order_id: string
  version: number
  quantity: BigNumberInput
  unit_price: BigNumberInput | null
  return_received_quantity: BigNumberInput
  return_dismissed_quantity: BigNumberInput
  item: {
    id: string
    unit_price: BigNumberInput
    is_tax_inclusive: boolean
    tax_lines: { rate: number }[] | null
    adjustments: Adjustment[] | null
  }
}

type Adjustment = {
  version: number
  amount: BigNumberInput
  is_tax_inclusive: boolean
}

const FIELDS = [
  ...["order_id", "version", "quantity", "unit_price"],
  ...["return_received_quantity", "return_dismissed_quantity"],
  ...["item.id", "item.unit_price", "item.is_tax_inclusive"],
  ...["item.tax_lines.rate", "item.adjustments.version"],
  ...["item.adjustments.amount", "item.adjustments.is_tax_inclusive"],
]

/**
 * The lines of orders in all their versions: each change of an order writes its
 * lines anew, and one that was taken out is in the earlier versions only.
 */
export async function lineVersions(
  container: MedusaContainer,
  orderIds: string[]
): Promise<LineVersion[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_item",
    fields: FIELDS,
    filters: { order_id: orderIds },
  })
  return data as LineVersion[]
}

/** What the units of a line cost that have not come back, as Medusa counts it. */
export function valueOf(line: LineVersion): number {
  const { return_received_quantity, return_dismissed_quantity } = line
  return totalOf(line, return_received_quantity, return_dismissed_quantity)
}

/** What all units of a line cost when it was sold. */
export function valueAsSold(line: LineVersion): number {
  return totalOf(line, 0, 0)
}

/** With taxes, less the discounts of that version. */
function totalOf(
  { item, version, ...line }: LineVersion,
  received: BigNumberInput,
  dismissed: BigNumberInput
): number {
  const none = new BigNumber(0)
  const { total } = getLineItemTotals(
    {
      id: item.id,
      quantity: new BigNumber(line.quantity),
      unit_price: new BigNumber(line.unit_price ?? item.unit_price),
      is_tax_inclusive: item.is_tax_inclusive,
      tax_lines: item.tax_lines ?? [],
      adjustments: (item.adjustments ?? [])
        .filter((one) => one.version === version)
        .map((one) => ({ ...one, amount: new BigNumber(one.amount).numeric })),
      detail: {
        return_received_quantity: new BigNumber(received),
        return_dismissed_quantity: new BigNumber(dismissed),
        ...{ return_requested_quantity: none, written_off_quantity: none },
        ...{ fulfilled_quantity: none, shipped_quantity: none },
        delivered_quantity: none,
      },
    },
    {}
  )
  return total.numeric
}
