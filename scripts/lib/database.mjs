import pg from "@medusajs/framework/pg"

/**
 * Runs some work with one connection.
 *
 * @template T
 * @param {string} url
 * @param {(client: import("@medusajs/framework/pg").Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Creates the URL's database unless it is there.
 *
 * @param {string} url
 */
export async function ensureDatabase(url) {
  try {
    await withClient(url, async () => {})
  } catch (error) {
    const UNKNOWN_DATABASE = "3D000"
    if (/** @type {{ code?: string }} */ (error).code !== UNKNOWN_DATABASE) {
      throw new Error(`Can't connect to ${withoutPassword(url)}`, {
        cause: error,
      })
    }
    const name = decodeURIComponent(new URL(url).pathname.slice(1))
    await withClient(inDatabase(url, "postgres"), (client) =>
      client.query(`create database ${client.escapeIdentifier(name)}`)
    )
  }
}

/**
 * The same server, another database.
 *
 * @param {string} url
 * @param {string} database
 */
export function inDatabase(url, database) {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.toString()
}

/**
 * For messages.
 *
 * @param {string} url
 */
function withoutPassword(url) {
  const shown = new URL(url)
  shown.password = shown.password && "…"
  return decodeURI(shown.toString())
}
