import fs from "node:fs"
import path from "node:path"

import { commandOf, eventually, isAlive } from "../lib/processes.mjs"

/**
 * What a running server writes about itself into `postmaster.pid`. `state` is
 * starting, ready, standby or stopping.
 *
 * @typedef {{ pid: number, port: number, state: string }} Status
 */

/**
 * The server that runs on a data folder, if one does. A file that a killed
 * server left behind is not believed.
 *
 * @param {string} dataFolder
 * @returns {Status | undefined}
 */
export function serverStatus(dataFolder) {
  let lines
  try {
    const file = fs.readFileSync(pidFile(dataFolder), "utf8")
    lines = file.split("\n").map((line) => line.trim())
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!(pid > 0) || !commandOf(pid).includes(dataFolder)) {
    return undefined
  }
  return { pid, port: Number(lines[3]), state: lines[7] ?? "starting" }
}

/**
 * Stops the server that runs on a data folder, if one does: clients are cut
 * off, everything is written.
 *
 * @param {string} dataFolder
 */
export async function stopServer(dataFolder) {
  const status = serverStatus(dataFolder)
  if (!status) {
    return
  }
  for (const signal of /** @type {const} */ (["SIGINT", "SIGQUIT"])) {
    process.kill(status.pid, signal)
    if (await eventually(() => !isAlive(status.pid), 20_000)) {
      return
    }
  }
  throw new Error(`PostgreSQL (process ${status.pid}) is not stopping`)
}

/**
 * @param {string} dataFolder
 */
export function pidFile(dataFolder) {
  return path.join(dataFolder, "postmaster.pid")
}
