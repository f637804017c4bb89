import type { AddressInfo } from "node:net"
import { resolve } from "node:path"
import express from "express"
import load from "@medusajs/medusa/loaders/index"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { isBookingRefusal } from "../src/modules/resource_booking"
import type { ReconciliationRun } from "../src/modules/resource_booking/types"
import { reconcile } from "../src/workflows/reconciliation/reconcile"

/**
 * A whole Medusa with one route more: a store route that does nothing but one
 * durable insert. It is the floor that holds over HTTP are measured against,
 * with the same key check, body parser and authentication before it.
 *
 * Sends `{ port, key, adminKey }` to its parent when it is ready; whenever it is
 * asked, the CPU milliseconds that it has used, or the `{ report }` of a
 * reconciliation, null when another one was running.
 */
async function main(): Promise<void> {
  const app = express()
  const { container } = (await load({
    directory: resolve(__dirname, ".."),
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
  process.on("message", (asked: "cpu" | ReconciliationRun["trigger"]) => {
    if (asked === "cpu") {
      const { user, system } = process.cpuUsage()
      process.send?.((user + system) / 1_000)
      return
    }
    const run = { trigger: asked, dry_run: false }
    void reconcile(container, run, { actor: { type: "job", id: null } }).then(
      (report) => process.send?.({ report }),
      (error: unknown) =>
        process.send?.({
          report: null,
          error: isBookingRefusal(error) ? null : String(error),
        })
    )
  })
  const server = app.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo
    process.send?.({ port, key: key?.token, adminKey: admin.token })
  })
}

void main()
