import type { AddressInfo } from "node:net"

import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import load from "@medusajs/medusa/loaders/index"
import express from "express"

import type { ReconciliationRun } from "../src/modules/resource_booking/types"
import type { Rated } from "./compared-rates"
import { countStatements } from "./statements"

type Trigger = ReconciliationRun["trigger"]

/**
 * A whole Medusa, the store of the folder that it runs in, with one route more: a
 * store route that does nothing but one durable insert. It is the floor that holds over HTTP are measured against,
 * with the same key check, body parser and authentication before it.
 *
 * Sends `{ port, key, adminKey }` to its parent when it is ready; whenever it is
 * asked, the CPU milliseconds that it has used, how many statements it has sent to
 * PostgreSQL, the rates of compared-rates.ts, or the `{ report }` of a reconciliation, null when another one was running.
 */
async function main(): Promise<void> {
  const statements = countStatements()
  const app = express()
  const { container } = (await load({
    directory: process.cwd(),
    expressApp: app,
  })) as { container: MedusaContainer }
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await knex.raw("create table if not exists bench_empty (id text primary key)")
  app.post("/store/bench/empty", (req, res, next) => {
    const { id } = req.body as { id: string }
    knex
      .raw("insert into bench_empty (id) values (?)", [id])
      .then(() => res.status(201).json({ id }))
      .catch(next)
  })
  const keys = container.resolve(Modules.API_KEY)
  const [key] = await keys.listApiKeys({ type: "publishable" })
  const admin = await keys.createApiKeys({
    title: "bench",
    type: "secret",
    created_by: "bench",
  })
  process.on("message", (asked: "cpu" | "statements" | Rated | Trigger) => {
    if (typeof asked === "object") {
      void compare(container, asked).then((rates) => process.send?.(rates))
      return
    }
    if (asked === "statements") {
      process.send?.(statements())
      return
    }
    if (asked === "cpu") {
      const { user, system } = process.cpuUsage()
      process.send?.((user + system) / 1_000)
      return
    }
    void reconcile(container, asked).then((answer) => process.send?.(answer))
  })
  const server = app.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo
    process.send?.({ port, key: key?.token, adminKey: admin.token })
  })
}

async function compare(container: MedusaContainer, rated: Rated) {
  const { measureRates } = await import("./compared-rates.js")
  return measureRates(container, rated)
}

/** What runs only in a store that has the module is loaded when it is asked for. */
async function reconcile(container: MedusaContainer, trigger: Trigger) {
  const { isBookingRefusal } =
    await import("../src/modules/resource_booking/index.js")
  const { reconcile } = await import("../src/reconciliation/reconcile.js")
  const by = { actor: { type: "job", id: null } } as const
  try {
    const run = { trigger, dry_run: false }
    return { report: await reconcile(container, run, by) }
  } catch (error) {
    const isRefused = isBookingRefusal(error)
    return { report: null, error: isRefused ? null : String(error) }
  }
}

void main()
