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

/** The option `connection`: another way to the store's database. */
export type OwnConnection =
  | string
  | {
      connectionString: string
      ssl?: unknown
      searchPath?: string | undefined
    }

/**
 * How the module's own pool connects: as its option says, else as the store does,
 * to the same database in the same way, whatever the store's configuration says.
 *
 * @throws Error when neither has a connection string
 */
export function connectionOf(
  shared: SharedConnection,
  given?: OwnConnection
): Pick<DatabaseOptions, "connection" | "schema"> {
  const { connection, searchPath: storesPath } = shared.client.config
  const own = typeof given === "string" ? { connectionString: given } : given
  const { connectionString } = own ?? connection ?? {}
  if (!connectionString) {
    throw new Error(
      "resource_booking: the store has no database URL. Set the option connection."
    )
  }
  const ssl = own?.ssl ?? connection?.ssl
  const [schema] = [own?.searchPath ?? storesPath ?? "public"].flat()
  return {
    connection: { connectionString, ssl: ssl ?? false },
    ...(schema ? { schema } : {}),
  }
}
