import { resolve } from "node:path"

import { container } from "@medusajs/framework"
import { Modules } from "@medusajs/framework/utils"
import start from "@medusajs/medusa/commands/start"

/** What a store is told that is started as `medusa start` does it. */
export type StartTask = {
  port: number
  /**
   * From when it listens, its event bus never answers, and never closes: as
   * Medusa's does on Redis when Redis is away.
   */
  silentBus: boolean
}

process.once("message", (task: StartTask) => void serve(task))
process.on("disconnect", () => process.exit())
process.send?.("ready")

async function serve({ port, silentBus }: StartTask): Promise<void> {
  await start({
    directory: resolve(__dirname, "../.."),
    port,
    host: "127.0.0.1",
    types: false,
  })
  if (silentBus) {
    const bus = container.resolve(Modules.EVENT_BUS)
    const never = () => new Promise<void>(() => undefined)
    const __hooks = { onApplicationPrepareShutdown: never }
    Object.assign(bus, { emit: never, __hooks })
  }
  process.send?.("started")
}
