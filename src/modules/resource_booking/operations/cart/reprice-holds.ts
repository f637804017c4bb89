import type { Span } from "../../domain/shared/calendar"
import { stayInWords } from "../../domain/shared/date-words"
import { isStorable } from "../../domain/shared/text"
import { reject } from "../../errors"
import {
  holdsOfLines,
  holdsReleasedFor,
  repriceHolds as writePrices,
} from "../../sql/cart-holds"
import { type HoldRecord, lockBaskets } from "../../sql/holds"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type {
  CallContext,
  HoldLine,
  PricedHold,
  RepricedLine,
  RepriceHolds,
  UnpricedBooking,
} from "../../types"
import type { Call, OperationContext } from "../shared/context"
import { onlyResource } from "../shared/hold-log"

/** The holds of a cart's lines that are not sold, and how each is charged. */
export async function listPricedHolds(
  { db }: OperationContext,
  cartId: string
): Promise<PricedHold[]> {
  if (!isStorable(cartId)) {
    return []
  }
  const holds = await db.query<HoldRecord>(holdsOfLines(cartId))
  return holds.filter(isUnsold).map((hold) => {
    const { line_item_id, variant_id, ...agreed } = hold.line as AttachedLine
    const { quantity, charged_dates, price_mode } = agreed
    const { unit_price, currency_code } = agreed
    const { dates, span } = hold.items[0] as { dates: string[]; span: Span }
    const stay = stayInWords(span, dates)
    return {
      ...{ hold_id: hold.id, line_item_id, variant_id },
      plan: { quantity, charged_dates, price_mode, dates, stay },
      metadata: hold.metadata,
      agreed: { unit_price, currency_code },
    }
  })
}

type AttachedLine = HoldLine & { line_item_id: string }

/**
 * A cart whose prices changed: its holds are sold at others, and after a change
 * of region with other lines. All of them or none. Neither status nor end nor claims change, so no
 * dates are locked: the owner's basket keeps them still, as it does for who
 * pins them.
 *
 * @throws BookingRefusal `released` when one of them is gone; `busy`
 */
export async function repriceHolds(
  call: Call,
  { cart_id, lines }: RepriceHolds
): Promise<void> {
  await transact(call.db, async (tx) => {
    const select = holdsOfLines(cart_id)
    const found = await tx.query<HoldRecord>(select)
    const owners = new Set(found.flatMap((hold) => hold.owner ?? []))
    const locked = await tx.all([...lockBaskets([...owners], true), select])
    const holds = (locked[2] as HoldRecord[]).filter(isUnsold)
    const log = lines.map((line) => {
      const hold = holds.find(({ id }) => id === line.hold_id)
      return hold
        ? repricedLog(call, hold, line)
        : reject(
            "released",
            "A booking was removed from the cart in the meantime."
          )
    })
    await tx.commit([writePrices(lines), insertLog(log)])
    call.committed()
  })
}

/** Bookings that left a cart, since they have no price in its currency. */
export async function listUnpriced(
  { db }: OperationContext,
  cartId: string,
  currency: string
): Promise<UnpricedBooking[]> {
  return isStorable(cartId)
    ? db.query<UnpricedBooking>(holdsReleasedFor(cartId, noPriceIn(currency)))
    : []
}

/** Why a hold was released; by it, the cart's answer finds it again. */
export function noPriceIn(currency: string): string {
  return `This product has no price in ${currency.toUpperCase()}.`
}

function isUnsold({ status }: HoldRecord): boolean {
  return status === "active" || status === "expired"
}

function repricedLog(
  { actor }: CallContext,
  hold: HoldRecord,
  line: RepricedLine
) {
  return {
    operation: "hold.repriced",
    actor,
    hold_id: hold.id,
    resource_id: onlyResource(hold.items),
    before: priceOf(hold.line as HoldLine),
    after: priceOf(line),
  }
}

function priceOf({
  line_item_id,
  unit_price,
  currency_code,
}: HoldLine | RepricedLine) {
  return { line_item_id, unit_price, currency_code }
}
