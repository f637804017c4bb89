/**
 * Stops PostgreSQL when the process that started it is gone, however it went:
 * our standard input ends when its last writer dies, also by kill -9.
 *
 * Usage: node watchdog.mjs <data folder> [<folder to remove afterwards> …]
 */
import fs from "node:fs"

import { stopServer } from "./status.mjs"

const [dataFolder, ...temporary] = process.argv.slice(2)

process.stdin.resume().on("close", async () => {
  if (dataFolder) {
    await stopServer(dataFolder)
  }
  for (const folder of temporary) {
    fs.rmSync(folder, { recursive: true, force: true })
  }
})
