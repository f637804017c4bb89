import { reject } from "../../errors"
import { lockBaskets } from "../../sql/holds"
import { insertLog } from "../../sql/log"
import {
  deleteIdleBaskets,
  eraseEnded,
  erasePerson,
  firstEnded,
  firstIdleBasket,
  ownersAfterErasure,
} from "../../sql/personal-data"
import { transact } from "../../sql/transaction"
import type { Call, OperationContext } from "../shared/context"
import { ownerOf } from "../shared/hold-identity"
import { inBatches, statementBatches } from "../shared/in-batches"

const BATCH = 1_000

/**
 * Erases e-mails and addresses of holds that ended longer ago than the option
 * `personal_data_retention_days`, and baskets that nobody uses any more.
 *
 * @returns how many holds were cleaned
 * @throws what kept one from being cleaned, once all the others are
 */
export async function eraseExpiredPersonalData(
  ctx: OperationContext
): Promise<number> {
  const days = ctx.options.personal_data_retention_days
  const holds = statementBatches(
    ctx,
    BATCH,
    (limit, skip) => eraseEnded(days, limit, skip),
    (skip) => firstEnded(days, skip)
  )
  const baskets = statementBatches(
    ctx,
    BATCH,
    deleteIdleBaskets,
    firstIdleBasket
  )
  const [erased, deleted] = await Promise.allSettled([
    inBatches(ctx, holds),
    inBatches(ctx, baskets),
  ])
  if (deleted.status === "rejected") {
    throw deleted.reason
  }
  if (erased.status === "rejected") {
    throw erased.reason
  }
  return erased.value.done
}

/**
 * Erases what is known of a person, on their request.
 *
 * @param person by customer id, e-mail, or both
 * @throws BookingRefusal `invalid_data` when nobody is named, `busy`
 */
export async function eraseCustomerData(
  call: Call,
  person: { customer_id?: string; email?: string }
): Promise<{ erased: number }> {
  if (!person.customer_id && !person.email) {
    return reject("invalid_data", "Give a customer_id or an email.")
  }
  return transact(call.db, async (tx) => {
    const { customer_id } = person
    const owners = [ownerOf({ customer_id })].filter((o) => o !== null)
    const carts = await tx.query<{ owner: string }>(ownersAfterErasure(person))
    const baskets = [...owners, ...carts.map(({ owner }) => owner)]
    const [, , , , holds = [], visits = []] = await tx.all([
      ...lockBaskets(baskets, true),
      ...erasePerson(person, owners),
    ])
    const rows = [...holds, ...visits]
    const ids = [...new Set(rows.map((row) => row.id as string))]
    await tx.commit([
      insertLog(
        ids.map((hold_id) => ({
          operation: "hold.personal_data_erased",
          actor: call.actor,
          hold_id,
        }))
      ),
    ])
    return { erased: ids.length }
  })
}
