import {
  checkPriceMode,
  DEFAULT_PRICE_MODE,
  type PriceMode,
} from "../../domain/cart/price"
import { checkVariantId } from "../../domain/catalog/decide-variant-link"
import { unwrap } from "../../errors"
import type { Queryable } from "../../sql/database"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import { lockVariantLinks } from "../../sql/variant-links"
import { selectVariant, writeVariant } from "../../sql/variants"
import type { UpdateVariant, VariantDTO } from "../../types"
import type { Call, OperationContext } from "../shared/context"

/**
 * How a variant is booked, whether it sells anything yet or not.
 *
 * @param id of Medusa's product module; who calls knows that it exists
 * @throws BookingRefusal `invalid_data` for what can't be an id
 */
export async function retrieveVariant(
  ctx: OperationContext,
  id: string
): Promise<VariantDTO> {
  unwrap(checkVariantId(id))
  return read(ctx.db, id)
}

/**
 * Changes how a variant is booked from now on. Bookings in carts stay as they
 * were agreed.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function updateVariant(
  call: Call,
  id: string,
  { price_mode }: UpdateVariant
): Promise<VariantDTO> {
  unwrap(checkVariantId(id))
  if (price_mode === undefined) {
    return read(call.db, id)
  }
  unwrap(checkPriceMode(price_mode))
  return transact(call.db, async (tx) => {
    await tx.query(lockVariantLinks())
    const before = await read(tx, id)
    if (before.price_mode === price_mode) {
      return before
    }
    const entry = {
      operation: "variant.updated",
      actor: call.actor,
      before: { variant_id: id, price_mode: before.price_mode },
      after: { variant_id: id, price_mode },
    }
    await tx.commit([writeVariant(id, price_mode), insertLog([entry])])
    return { id, price_mode }
  })
}

async function read(on: Queryable, id: string): Promise<VariantDTO> {
  const [found] = await on.query<{ price_mode: PriceMode }>(selectVariant(id))
  return { id, price_mode: found?.price_mode ?? DEFAULT_PRICE_MODE }
}
