import type { AddressInfo } from "node:net"
import { resolve } from "node:path"

import type { MedusaContainer } from "@medusajs/framework/types"
import load from "@medusajs/medusa/loaders/index"
import express from "express"

import { payByBank } from "../helpers/bank"
import type { FailPoint } from "./fail-points"

/** What a server process is told at its start. */
export type ServerTask = {
  bank: string
  fail: FailPoint | null
  /** Calls for these count; at its start it also reconciles what others left. */
  ids: string[]
}

const ROOT = resolve(__dirname, "../..")

process.once("message", (task: ServerTask) => void serve(task))
process.on("disconnect", () => process.exit())
process.send?.("ready")

/** A whole store in a process of its own, which kills itself at a fail point. */
async function serve({ bank, fail, ids }: ServerTask): Promise<void> {
  payByBank(bank)
  const app = express()
  const { container } = await load({ directory: ROOT, expressApp: app })
  if (fail) {
    arm(container, fail, ids)
  }
  const server = app.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo
    process.send?.({ url: `http://127.0.0.1:${port}` })
  })
}

type Method = (...given: unknown[]) => Promise<unknown>

function arm(container: MedusaContainer, fail: FailPoint, ids: string[]): void {
  const { module, method, when, call } = fail
  const service = container.resolve<Record<string, Method>>(module)
  const real = service[method]?.bind(service)
  if (!real) {
    throw new Error(`${module} has no method ${method}.`)
  }
  let calls = 0
  service[method] = async (...given) => {
    const about = JSON.stringify(given[0])
    const isOurs = ids.some((id) => about.includes(id))
    const isIt = isOurs && ++calls === call
    if (isIt && when === "before") {
      die()
    }
    const result = await real(...given)
    if (isIt) {
      die()
    }
    return result
  }
}

/** As `kill -9`: nothing is finished, flushed or told. */
function die(): void {
  process.kill(process.pid, "SIGKILL")
}
