import { fork, spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"

import { Client, Pool } from "@medusajs/framework/pg"

import type {
  ReconciliationDTO,
  ReconciliationRun,
} from "../src/modules/resource_booking/types"
import type { Rated, Rates } from "./compared-rates"

const ROOT = resolve(__dirname, "..")

export type Server = {
  url: string
  /** A publishable key, and a secret one. */
  key: string
  adminKey: string
  pool: Pool
  /** CPU milliseconds that it has used until now. */
  cpu(): Promise<number>
  /** Statements that it has sent to PostgreSQL until now. */
  statements(): Promise<number>
  /** @returns null when another one is running */
  reconcile(
    trigger: ReconciliationRun["trigger"]
  ): Promise<ReconciliationDTO | null>
  compare(rated: Rated): Promise<Rates[]>
  stop(): Promise<void>
}

/** The store with this plugin, or the same one without. */
export type StoreKind = "booking" | "plain"

const FOLDERS: Record<StoreKind, string> = {
  booking: ROOT,
  plain: resolve(__dirname, "plain-store"),
}

/** A server of its own process on a new database with all of Medusa's tables. */
export async function startServer(name: string): Promise<Server> {
  return launch(await createStore(name))
}

/**
 * A database with all of Medusa's tables, and this module's.
 *
 * @param name of the database, after the run's prefix
 * @returns its URL
 */
export async function createStore(name: string): Promise<string> {
  const url = await createDatabase(name)
  const medusa = resolve(ROOT, "node_modules/.bin/medusa")
  const migrate = spawn(medusa, ["db:migrate", "--execute-safe-links"], {
    cwd: ROOT,
    env: { ...environment(url), NODE_ENV: "development" },
    stdio: ["ignore", "ignore", "inherit"],
  })
  await once(migrate, "exit")
  return url
}

/** A copy of such a database that nobody is connected to. @returns its URL */
export async function copyStore(url: string, name: string): Promise<string> {
  return createDatabase(name, new URL(url).pathname.slice(1))
}

function environment(url: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: url,
    NODE_ENV: "production",
    RESOURCE_BOOKING_LIMITS: "off",
    RESOURCE_BOOKING_TOKEN_SECRET: "a secret of the benchmark",
    JWT_SECRET: "bench",
    COOKIE_SECRET: "bench",
    DISABLE_MEDUSA_ADMIN: "true",
    LOG_LEVEL: "error",
  }
}

/** bench/server.ts on a database that is there, in a process of its own. */
export async function launch(
  url: string,
  kind: StoreKind = "booking",
  more: Record<string, string> = {}
): Promise<Server> {
  const cwd = FOLDERS[kind]
  const env = { ...environment(url), ...more }
  const child = fork(resolve(__dirname, "server.ts"), { cwd, env })
  const ended = once(child, "exit").then(() => {
    throw new Error(`The ${kind} store ended before it was ready.`)
  })
  const [ready] = (await Promise.race([once(child, "message"), ended])) as [
    { port: number; key: string; adminKey: string },
  ]
  ended.catch(() => undefined) // It ends when it is stopped.
  const { port, ...keys } = ready
  const pool = new Pool({ connectionString: url, max: 2 })
  return {
    url: `http://127.0.0.1:${port}`,
    ...keys,
    pool,
    async cpu() {
      child.send("cpu")
      const [ms] = (await once(child, "message")) as [number]
      return ms
    },
    async statements() {
      child.send("statements")
      const [count] = (await once(child, "message")) as [number]
      return count
    },
    async compare(rated) {
      child.send(rated)
      const [rates] = (await once(child, "message")) as [Rates[]]
      return rates
    },
    async reconcile(trigger) {
      child.send(trigger)
      const [{ report, error }] = (await once(child, "message")) as [
        { report: ReconciliationDTO | null; error?: string | null },
      ]
      if (error) {
        throw new Error(error)
      }
      return report
    },
    async stop() {
      await pool.end()
      child.kill("SIGKILL")
      await once(child, "exit")
    },
  }
}

async function createDatabase(
  purpose: string,
  template = "template1"
): Promise<string> {
  const url = new URL(process.env.TEST_DATABASE_URL as string)
  const admin = new Client({ connectionString: url.toString() })
  await admin.connect()
  const prefix = process.env.TEST_DATABASE_PREFIX ?? "rbtest"
  const name = `${prefix}_${purpose}_${process.pid}`
  await admin.query(`create database ${name} template ${template}`)
  await admin.end()
  url.pathname = `/${name}`
  url.hostname = "localhost" // Medusa asks other hosts for TLS.
  return url.toString()
}
