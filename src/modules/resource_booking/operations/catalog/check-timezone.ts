import { reject } from "../../errors"
import { errorCode } from "../../sql/failures"
import { tryTimezone, UNKNOWN_TIMEZONE } from "../../sql/resources"
import type { Transaction } from "../../sql/transaction"

/** @throws BookingRefusal `invalid_data` when the database doesn't know it */
export async function checkTimezone(
  tx: Transaction,
  timezone: string
): Promise<void> {
  try {
    await tx.query(tryTimezone(timezone))
  } catch (error) {
    if (errorCode(error) === UNKNOWN_TIMEZONE) {
      reject(
        "invalid_data",
        `The database does not know the time zone ${timezone}.`,
        { kind: "unknown_timezone", timezone }
      )
    }
    throw error
  }
}
