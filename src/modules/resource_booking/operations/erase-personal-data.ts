import { reject } from "../errors"
import {
  deleteIdleBaskets,
  eraseEnded,
  erasePerson,
} from "../sql/personal-data"
import { insertLog } from "../sql/log"
import { transact } from "../sql/transaction"
import type { Call, OperationContext } from "./context"

const BATCH = 1_000

/**
 * Erases e-mails and addresses of holds that ended longer ago than the option
 * `personal_data_retention_days`. Part of the job.
 *
 * @returns how many holds were cleaned
 */
export async function eraseExpiredPersonalData(
  ctx: OperationContext
): Promise<number> {
  const days = ctx.options.personal_data_retention_days
  const rows = await ctx.db.query(eraseEnded(days, BATCH))
  await ctx.db.query(deleteIdleBaskets())
  return rows.length
}

/**
 * Erases what is known of a person, on their request.
 *
 * @param person by customer id, e-mail, or both
 * @throws BookingRefusal `invalid_data` when nobody is named
 */
export async function eraseCustomerData(
  call: Call,
  person: { customer_id?: string; email?: string }
): Promise<{ erased: number }> {
  if (!person.customer_id && !person.email) {
    return reject("invalid_data", "Name a customer_id or an email.")
  }
  return transact(call.db, async (tx) => {
    const [, holds] = await tx.all(erasePerson(person))
    const ids = (holds ?? []).map((row) => row.id as string)
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
