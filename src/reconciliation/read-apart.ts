import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** What was read of some subjects, and the ids of those that could not be. */
export type Apart<T> = { rows: T[]; unreadable: string[] }

/**
 * Reads subjects together. If they can't be, in halves, down to the one whose
 * fault it is: it keeps no other from its turn, and the log says why.
 *
 * @throws what `read` throws when none of several can be read: that is no
 * subject's fault
 */
export async function readApart<T>(
  container: MedusaContainer,
  ids: string[],
  read: (ids: string[]) => Promise<T[]>
): Promise<Apart<T>> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const failures = new Map<string, unknown>()
  const rows = await readHalves(ids, read, failures)
  if (ids.length > 1 && failures.size === ids.length) {
    throw failures.values().next().value
  }
  for (const [id, error] of failures) {
    logger.error(`resource_booking: ${id} can't be checked`, error as Error)
  }
  return { rows, unreadable: [...failures.keys()] }
}

async function readHalves<T>(
  ids: string[],
  read: (ids: string[]) => Promise<T[]>,
  failures: Map<string, unknown>
): Promise<T[]> {
  const [id, ...others] = ids
  if (id === undefined) {
    return []
  }
  try {
    return await read(ids)
  } catch (error) {
    if (others.length === 0) {
      failures.set(id, error)
      return []
    }
  }
  const middle = Math.ceil(ids.length / 2)
  return [
    ...(await readHalves(ids.slice(0, middle), read, failures)),
    ...(await readHalves(ids.slice(middle), read, failures)),
  ]
}
