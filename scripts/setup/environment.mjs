import crypto from "node:crypto"
import fs from "node:fs"
import path from "node:path"

import { ensureDatabase } from "../lib/database.mjs"
import { DATA } from "../lib/paths.mjs"
import { startServer } from "../postgres/server.mjs"

/** Any port will do; a fixed one keeps the address the same next time. */
const POSTGRES_PORT = 54_329

/**
 * The database to use: the one in DATABASE_URL, made if it is missing, or an
 * embedded PostgreSQL with its data under `.data/postgres`.
 *
 * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
 * @returns {Promise<string>} its URL
 */
export async function openDatabase(lifetime) {
  if (process.env.DATABASE_URL) {
    await ensureDatabase(process.env.DATABASE_URL)
    return process.env.DATABASE_URL
  }
  const server = await startServer({
    folder: path.join(DATA, "postgres"),
    port: POSTGRES_PORT,
  })
  lifetime.atEnd(() => server.stop())
  const url = server.url("resource_booking")
  await ensureDatabase(url)
  return url
}

/**
 * The environment that Medusa needs. The secrets are made once and kept: tokens
 * and sessions stay good after a restart.
 *
 * @param {string} databaseUrl
 * @returns {NodeJS.ProcessEnv}
 */
export function medusaEnvironment(databaseUrl) {
  return {
    ...secrets(),
    DATABASE_URL: databaseUrl,
    MEDUSA_DISABLE_TELEMETRY: "true",
  }
}

const SECRETS = ["JWT_SECRET", "COOKIE_SECRET", "RESOURCE_BOOKING_TOKEN_SECRET"]

/** @returns {Record<string, string>} those in the environment win */
function secrets() {
  const file = path.join(DATA, "secrets.json")
  /** @type {Record<string, string>} */
  const kept = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, "utf8"))
    : {}
  for (const name of SECRETS) {
    kept[name] ??= crypto.randomBytes(32).toString("hex")
  }
  fs.mkdirSync(DATA, { recursive: true })
  fs.writeFileSync(file, JSON.stringify(kept, null, 2), { mode: 0o600 })
  return Object.fromEntries(
    SECRETS.map((name) => [name, process.env[name] ?? kept[name] ?? ""])
  )
}
