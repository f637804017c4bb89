import { freeHandle } from "../../domain/shared/text"
import { reject } from "../../errors"
import type { Statement } from "../../sql/database"
import { errorCode } from "../../sql/failures"
import {
  type CatalogTable,
  HANDLE_TAKEN,
  similarHandles,
} from "../../sql/handles"
import type { Transaction } from "../../sql/transaction"

/**
 * Inserts a record under the handle that was asked for, or under the first
 * free one that its name suggests.
 *
 * @param suggested the handle made from the name
 * @param insert answers no row when somebody has the handle
 * @returns the handle
 * @throws BookingRefusal `invalid_data` when the handle asked for is taken
 */
export async function insertWithHandle(
  tx: Transaction,
  table: CatalogTable,
  asked: string | undefined,
  suggested: string,
  insert: (handle: string) => Statement
): Promise<string> {
  for (;;) {
    const handle = asked ?? (await nextHandle(tx, table, suggested))
    const [row] = await tx.query(insert(handle))
    if (row) {
      return handle
    }
    if (asked !== undefined) {
      return handleTaken(asked)
    }
    // Somebody took it between the look and the insert; the next look sees it.
  }
}

export async function nextHandle(
  tx: Transaction,
  table: CatalogTable,
  suggested: string
): Promise<string> {
  const taken = await tx.query<{ handle: string }>(
    similarHandles(table, suggested)
  )
  return freeHandle(
    suggested,
    taken.map((row) => row.handle)
  )
}

/**
 * Runs an update that answers no row, or fails, when somebody has the handle.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function updateWithHandle(
  tx: Transaction,
  handle: string,
  update: Statement
): Promise<void> {
  try {
    const [row] = await tx.query(update)
    return row ? undefined : handleTaken(handle)
  } catch (error) {
    throw errorCode(error) === HANDLE_TAKEN ? handleTaken(handle) : error
  }
}

function handleTaken(handle: string): never {
  return reject("invalid_data", `The handle ${handle} is already taken.`, {
    ...{ kind: "handle_taken", handle },
  })
}
