import type { DatabaseOptions } from "./database"

/** The part of Medusa's shared knex instance that says how it connects. */
export type SharedConnection = {
  client: {
    config: {
      connection?: { connectionString?: string; ssl?: unknown }
      searchPath?: string | string[]
    }
  }
}

/**
 * How the store connects, so that the module's own pool goes to the same
 * database in the same way, whatever the store's configuration says.
 *
 * @throws Error when the store has no connection string
 */
export function connectionOf(
  shared: SharedConnection
): Pick<DatabaseOptions, "connection" | "schema"> {
  const { connection, searchPath } = shared.client.config
  const { connectionString, ssl } = connection ?? {}
  if (!connectionString) {
    throw new Error("resource_booking: the store has no database URL")
  }
  const [schema] = [searchPath ?? "public"].flat()
  return {
    connection: { connectionString, ssl: ssl ?? false },
    ...(schema ? { schema } : {}),
  }
}
