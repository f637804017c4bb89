import { fork, spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { Client, Pool } from "@medusajs/framework/pg"
import type {
  ReconciliationDTO,
  ReconciliationRun,
} from "../src/modules/resource_booking/types"

const ROOT = resolve(__dirname, "..")

export type Server = {
  url: string
  /** A publishable key, and a secret one. */
  key: string
  adminKey: string
  pool: Pool
  /** CPU milliseconds that it has used until now. */
  cpu(): Promise<number>
  /** @returns null when another one is running */
  reconcile(
    trigger: ReconciliationRun["trigger"]
  ): Promise<ReconciliationDTO | null>
  stop(): Promise<void>
}

/**
 * A database with all of Medusa's tables, and bench/server.ts on it.
 *
 * @param name of the database, after the run's prefix
 */
export async function startServer(name: string): Promise<Server> {
  const url = await createDatabase(name)
  const env = {
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
  const medusa = resolve(ROOT, "node_modules/.bin/medusa")
  const migrate = spawn(medusa, ["db:migrate", "--execute-safe-links"], {
    cwd: ROOT,
    env: { ...env, NODE_ENV: "development" },
    stdio: ["ignore", "ignore", "inherit"],
  })
  await once(migrate, "exit")
  const child = fork(resolve(__dirname, "server.ts"), { cwd: ROOT, env })
  const [ready] = (await once(child, "message")) as [
    { port: number; key: string; adminKey: string },
  ]
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

async function createDatabase(purpose: string): Promise<string> {
  const url = new URL(process.env.TEST_DATABASE_URL as string)
  const admin = new Client({ connectionString: url.toString() })
  await admin.connect()
  const prefix = process.env.TEST_DATABASE_PREFIX ?? "rbtest"
  const name = `${prefix}_${purpose}_${process.pid}`
  await admin.query(`create database ${name}`)
  await admin.end()
  url.pathname = `/${name}`
  url.hostname = "localhost" // Medusa asks other hosts for TLS.
  return url.toString()
}
