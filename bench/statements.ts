import { Client } from "@medusajs/framework/pg"

type Query = (this: Client, ...args: unknown[]) => unknown

/**
 * Counts what this process sends to PostgreSQL from now on: Medusa's statements
 * and this module's, who use the same driver.
 *
 * @returns how many there were until now
 */
export function countStatements(): () => number {
  let count = 0
  const driver = Client.prototype as unknown as { query: Query }
  const { query } = driver
  driver.query = function (...args) {
    count++
    return query.apply(this, args)
  }
  return () => count
}
