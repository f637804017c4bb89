import { createHash, randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"

import { Client } from "@medusajs/framework/pg"

import { migrationFiles, MIGRATIONS } from "./migrations"

/** One process at a time makes the template; any number will do. */
const TEMPLATE_LOCK = 7_301_644

export type TestDatabase = {
  url: string
  /** Drops it, cutting off who is still connected. */
  drop(): Promise<void>
}

/**
 * A database of its own with the module's tables, copied from a template that
 * the first caller migrates. `npm test` and `npm run proof` say by
 * TEST_DATABASE_URL where to make it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = await migratedTemplate()
  const name = `${prefix()}_${randomBytes(6).toString("hex")}`
  await asAdmin((admin) =>
    admin.query(`create database ${name} template ${template}`)
  )
  return {
    url: inDatabase(name),
    drop: () =>
      asAdmin(async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** Makes the template unless this or another worker has. */
async function migratedTemplate(): Promise<string> {
  const name = `${prefix()}_template_${migrationsHash()}`
  await asAdmin(async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK])
    const { rowCount } = await admin.query(
      "select from pg_database where datname = $1",
      [name]
    )
    if (rowCount === 0) {
      // It gets its name when it is complete.
      const unfinished = `${name}_new`
      await admin.query(`drop database if exists ${unfinished} with (force)`)
      await admin.query(`create database ${unfinished}`)
      await migrate(inDatabase(unfinished))
      await admin.query(`alter database ${unfinished} rename to ${name}`)
    }
  })
  return name
}

/**
 * Runs the module's migrations as `medusa db:migrate` does. MikroORM takes a
 * second to load; of many test files, the first alone needs it.
 */
async function migrate(url: string): Promise<void> {
  const { MikroORM } = await import("@medusajs/framework/mikro-orm/core")
  const { Migrator } = await import("@medusajs/framework/mikro-orm/migrations")
  const { defineConfig, PostgreSqlDriver } =
    await import("@medusajs/framework/mikro-orm/postgresql")
  const orm = await MikroORM.init(
    defineConfig({
      driver: PostgreSqlDriver,
      clientUrl: url,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      migrations: {
        path: MIGRATIONS,
        pathTs: MIGRATIONS,
        silent: true,
        snapshot: false,
      },
    })
  )
  try {
    await orm.getMigrator().up()
  } finally {
    await orm.close()
  }
}

function migrationsHash(): string {
  const hash = createHash("sha256")
  for (const file of migrationFiles()) {
    hash.update(file).update(readFileSync(file))
  }
  return hash.digest("hex").slice(0, 12)
}

/** Databases with this prefix are dropped at the end of the run. */
function prefix(): string {
  return process.env.TEST_DATABASE_PREFIX ?? "rbtest"
}

function adminUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url) {
    throw new Error("TEST_DATABASE_URL is not set: run the tests by npm test")
  }
  return url
}

function inDatabase(name: string): string {
  const url = new URL(adminUrl())
  url.pathname = `/${name}`
  return url.toString()
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl() })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
