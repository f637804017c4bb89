import { spawn, spawnSync } from "node:child_process"
import crypto from "node:crypto"
import fs from "node:fs"
import net from "node:net"
import path from "node:path"
import { fileURLToPath } from "node:url"

import { eventually } from "../lib/processes.mjs"
import { as, chooseAccount, ownFolder } from "./account.mjs"
import { findBinaries } from "./binaries.mjs"
import { pidFile, serverStatus, stopServer } from "./status.mjs"

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {boolean} reused it was running already
 * @property {(database: string) => string} url
 * @property {() => Promise<void>} stop
 */

const USER = "postgres"

/**
 * Durable, as a shop's database would be: what the demo acknowledges survives
 * a power cut, and no figure of the benchmark is bought with fsync off.
 */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  // A hold of many dates takes one lock for each: see docs/internals/locking.md.
  max_locks_per_transaction: "256",
  // A client that died must not keep its locks.
  client_connection_check_interval: "5s",
  idle_in_transaction_session_timeout: "10s",
  timezone: "UTC",
}

/**
 * Starts PostgreSQL on a folder, making the cluster the first time. One that
 * runs there already, left over by a killed run, is used as it is.
 *
 * @param {object} options
 * @param {string} options.folder holds the data, the password and the log
 * @param {number} [options.port] preferred; a free one if it is taken
 * @param {boolean} [options.temporary] remove the folder at the end
 * @param {Record<string, string>} [options.settings]
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const asked = path.resolve(options.folder)
  const account = chooseAccount(path.join(asked, "data"))
  const folder = ownFolder(asked, account)
  const data = path.join(folder, "data")
  const binaries = await findBinaries(account)

  let status = serverStatus(data)
  if (status?.state === "stopping") {
    await eventually(() => !serverStatus(data), 30_000)
    status = undefined
  }
  const reused = status !== undefined
  let launched
  if (!reused) {
    makeCluster(binaries.initdb, folder, data, account)
    fs.rmSync(pidFile(data), { force: true })
    const port = await freePort(options.port)
    const settings = { ...SETTINGS, ...options.settings, port: String(port) }
    launched = launch(binaries.postgres, folder, data, account, settings)
  }
  await ready(folder, data, launched)

  const watchdog = watch(data, options.temporary ? [asked, folder] : [])
  const port = serverStatus(data)?.port ?? 0
  const password = fs.readFileSync(path.join(folder, "password"), "utf8")
  return {
    port,
    reused,
    url: (database) =>
      `postgres://${USER}:${password}@localhost:${port}/${database}`,
    async stop() {
      await stopServer(data)
      if (options.temporary) {
        fs.rmSync(folder, { recursive: true, force: true })
        fs.rmSync(asked, { recursive: true, force: true })
      }
      watchdog.letGo()
    },
  }
}

/**
 * @param {string} initdb
 * @param {string} folder
 * @param {string} data
 * @param {import("./account.mjs").Account | undefined} account
 */
function makeCluster(initdb, folder, data, account) {
  if (fs.existsSync(path.join(folder, "password"))) {
    return
  }
  // No password yet: the cluster is new, or making it was interrupted.
  fs.rmSync(data, { recursive: true, force: true })
  const password = crypto.randomBytes(18).toString("base64url")
  const file = path.join(folder, "password.new")
  fs.writeFileSync(file, password, { mode: 0o600 })
  if (account) {
    fs.chownSync(file, account.uid, account.gid)
  }
  const made = spawnSync(
    initdb,
    [
      `--pgdata=${data}`,
      `--username=${USER}`,
      `--pwfile=${file}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    { cwd: folder, encoding: "utf8", ...as(account) }
  )
  if (made.status !== 0) {
    throw new Error(
      `PostgreSQL's initdb failed: ${made.error?.message ?? made.stderr}`
    )
  }
  fs.renameSync(file, path.join(folder, "password"))
}

/**
 * @param {string} postgres
 * @param {string} folder
 * @param {string} data
 * @param {import("./account.mjs").Account | undefined} account
 * @param {Record<string, string>} settings
 */
function launch(postgres, folder, data, account, settings) {
  const log = fs.openSync(path.join(folder, "server.log"), "w")
  const flags = Object.entries(settings).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ])
  // Detached: Ctrl-C in the terminal is ours to handle, Medusa stops first.
  const child = spawn(postgres, ["-D", data, ...flags], {
    cwd: data,
    detached: true,
    stdio: ["ignore", log, log],
    ...as(account),
  })
  let running = true
  const ended = () => (running = false)
  child.on("error", ended).on("exit", ended).unref()
  fs.closeSync(log)
  return { isRunning: () => running }
}

/**
 * Waits for the server's own word: it accepts connections, and refuses them,
 * before it is ready.
 *
 * @param {string} folder
 * @param {string} data
 * @param {{ isRunning: () => boolean }} [launched] unless it ran already
 */
async function ready(folder, data, launched) {
  const isReady = () =>
    ["ready", "standby"].includes(serverStatus(data)?.state ?? "")
  const isGone = () => launched?.isRunning() === false
  await eventually(() => isReady() || isGone(), 60_000)
  if (!isReady()) {
    const log = path.join(folder, "server.log")
    const tail = fs.readFileSync(log, "utf8").slice(-2_000)
    throw new Error(`PostgreSQL did not start; ${log} ends:\n${tail}`)
  }
}

/**
 * @param {string} data
 * @param {string[]} temporary
 */
function watch(data, temporary) {
  const script = fileURLToPath(new URL("watchdog.mjs", import.meta.url))
  const child = spawn(process.execPath, [script, data, ...temporary], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
  })
  child.unref()
  const stdin = /** @type {import("node:net").Socket} */ (child.stdin)
  stdin.unref()
  return { letGo: () => stdin.end() }
}

/**
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
function freePort(preferred = 0) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once("error", (error) =>
      preferred === 0 ? reject(error) : resolve(freePort())
    )
    probe.listen(preferred, "127.0.0.1", () => {
      const address = /** @type {net.AddressInfo} */ (probe.address())
      probe.close(() => resolve(address.port))
    })
  })
}
