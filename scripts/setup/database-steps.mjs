import fs from "node:fs"
import path from "node:path"

import { withClient } from "../lib/database.mjs"
import { fingerprint, installedVersion } from "../lib/fingerprint.mjs"
import { DATA, ROOT } from "../lib/paths.mjs"
import { medusa } from "./medusa.mjs"

/**
 * A step that is done once to a database, and again when its version changes.
 * What was done is noted in the database itself: a dropped one starts anew.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string} says
 * @property {string} version
 * @property {string[]} command of medusa
 */

export const ADMIN = { email: "admin@example.com", password: "demo-password" }

const SEED = "src/scripts/seed.ts"
const MIGRATIONS = "src/modules/resource_booking/migrations"

/** @returns {Step[]} in the order to do them */
function steps() {
  const versionOf = (/** @type {string[]} */ places) =>
    `${fingerprint(places)} medusa ${installedVersion("@medusajs/medusa")}`
  const migrate = {
    name: "migrate",
    says: "Create the tables",
    version: versionOf(["medusa-config.ts", "src/links", MIGRATIONS]),
    command: ["db:migrate", "--execute-safe-links", "--execute-safe-search"],
  }
  const seed = {
    name: "seed",
    says: "Fill the demo shop",
    version: fingerprint(["src/scripts"], (f) => !f.includes("__tests__")),
    command: ["exec", `./${SEED}`],
  }
  const admin = {
    name: "admin",
    says: "Create the demo admin",
    version: ADMIN.email,
    command: ["user", "-e", ADMIN.email, "-p", ADMIN.password],
  }
  return fs.existsSync(path.join(ROOT, SEED))
    ? [migrate, seed, admin]
    : [migrate, admin]
}

/**
 * The steps that the database does not have in their present version.
 *
 * @param {string} databaseUrl
 * @throws Error when its tables are of an earlier version: before 0.1.0 they are
 *   changed in place, and Medusa takes a migration that it has run for done
 */
export async function stepsToDo(databaseUrl) {
  const done = await withClient(databaseUrl, async (client) => {
    await client.query(`
      create schema if not exists resource_booking_setup;
      create table if not exists resource_booking_setup.step (
        name text primary key,
        version text not null,
        done_at timestamptz not null default now()
      );
    `)
    const { rows } = await client.query(
      "select name, version from resource_booking_setup.step"
    )
    return new Map(rows.map((row) => [row.name, row.version]))
  })
  const schema = done.get(SCHEMA)
  if (done.has("migrate") && schema !== fingerprint([MIGRATIONS])) {
    throw new Error(
      "The tables in this database come from an earlier version of the module, " +
        "and can't be upgraded before 0.1.0. Start with an empty database: " +
        advice(databaseUrl)
    )
  }
  return steps().filter((step) => done.get(step.name) !== step.version)
}

/** The version of the module's tables, noted with the migration's. */
const SCHEMA = "schema"

/** @param {string} databaseUrl */
function advice(databaseUrl) {
  const name = new URL(databaseUrl).pathname.slice(1)
  return process.env.DATABASE_URL
    ? `drop the database ${name}, or name another one in DATABASE_URL.`
    : `delete the folder ${DATA}.`
}

/**
 * @param {Step} step
 * @param {string} databaseUrl
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 */
export async function doStep(step, databaseUrl, env, signal) {
  await medusa(step.command, env, signal)
  const noted = { [step.name]: step.version }
  if (step.name === "migrate") {
    noted[SCHEMA] = fingerprint([MIGRATIONS])
  }
  await withClient(databaseUrl, (client) =>
    client.query(
      `insert into resource_booking_setup.step (name, version)
       select * from jsonb_each_text($1::jsonb)
       on conflict (name) do update
       set version = excluded.version, done_at = now()`,
      [JSON.stringify(noted)]
    )
  )
}

/**
 * The key that store requests must carry, of a sales channel if it can be.
 *
 * @param {string} databaseUrl
 * @returns {Promise<string>}
 */
export function publishableKey(databaseUrl) {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query(`
      select api_key.token
      from api_key
      left join publishable_api_key_sales_channel channel
        on channel.publishable_key_id = api_key.id
        and channel.deleted_at is null
      where api_key.type = 'publishable'
        and api_key.revoked_at is null
        and api_key.deleted_at is null
      order by channel.id is null, api_key.created_at
      limit 1
    `)
    if (!rows[0]) {
      throw new Error("The database has no publishable key")
    }
    return rows[0].token
  })
}
