import path from "node:path"

import { ensureDatabase, inDatabase, withClient } from "../lib/database.mjs"
import { DATA } from "../lib/paths.mjs"
import { startServer } from "../postgres/server.mjs"

/**
 * A PostgreSQL for tests, proofs and benchmarks: an embedded one, gone at the
 * end, or the one in DATABASE_URL, in databases of its own that are dropped at
 * the end.
 *
 * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
 * @param {Record<string, string>} [settings] of the embedded one, besides its own
 * @returns {Promise<Record<string, string>>} the environment that says where it is
 */
export async function testDatabase(lifetime, settings = {}) {
  const run = `rbtest_${process.pid}`
  const admin = await adminUrl(lifetime, run, settings)
  const { hostname, port, username, password } = new URL(admin)
  return {
    NODE_ENV: "test",
    MEDUSA_DISABLE_TELEMETRY: "true",
    // Medusa logs each migration of each suite otherwise.
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
    TEST_DATABASE_URL: admin,
    TEST_DATABASE_PREFIX: run,
    // For Medusa's own test runner. It takes any host but this name for a
    // remote one, and asks for TLS.
    DB_HOST: hostname === "127.0.0.1" ? "localhost" : hostname,
    DB_PORT: port || "5432",
    DB_USERNAME: decodeURIComponent(username),
    DB_PASSWORD: decodeURIComponent(password),
  }
}

/**
 * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
 * @param {string} prefix of the databases to drop at the end
 * @param {Record<string, string>} settings
 */
async function adminUrl(lifetime, prefix, settings) {
  const given = process.env.DATABASE_URL
  if (given) {
    await ensureDatabase(given)
    lifetime.atEnd(() => dropDatabases(given, prefix))
    return given
  }
  // Beside the data of the demo, not in the system's temporary folder: that
  // may be in memory, where a durable write costs nothing.
  const server = await startServer({
    folder: path.join(DATA, `test-${process.pid}`),
    temporary: true,
    settings,
  })
  lifetime.atEnd(() => server.stop())
  return server.url("postgres")
}

/**
 * @param {string} url
 * @param {string} prefix
 */
async function dropDatabases(url, prefix) {
  await withClient(inDatabase(url, "postgres"), async (client) => {
    const { rows } = await client.query(
      "select datname from pg_database where starts_with(datname, $1)",
      [`${prefix}_`]
    )
    for (const { datname } of rows) {
      const name = client.escapeIdentifier(datname)
      await client.query(`drop database if exists ${name} with (force)`)
    }
  })
}
