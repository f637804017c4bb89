import fs from "node:fs"
import net from "node:net"
import path from "node:path"

import { DATA } from "../lib/paths.mjs"
import { commandOf, eventually } from "../lib/processes.mjs"

const FILE = path.join(DATA, "running.pid")
const STOPPING = "stopping"

/**
 * Makes sure that nothing else uses the `.data` folder: whoever stopped first
 * would stop the other's database. One that is just stopping is waited for.
 *
 * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
 * @returns {Promise<{ lastWasKilled: boolean }>}
 */
export async function onlyOne(lifetime) {
  await eventually(() => running()?.note !== STOPPING, 30_000)
  const other = running()
  if (other) {
    throw new Error(
      "This folder's demo or development server is already running. " +
        `Stop it (kill ${other.pid}) first.`
    )
  }
  const lastWasKilled = fs.existsSync(FILE)
  fs.mkdirSync(DATA, { recursive: true })
  fs.writeFileSync(FILE, String(process.pid))
  lifetime.signal.addEventListener("abort", () =>
    fs.writeFileSync(FILE, `${process.pid} ${STOPPING}`)
  )
  lifetime.atEnd(() => fs.rmSync(FILE, { force: true }))
  return { lastWasKilled }
}

/** Who the file names, if it lives: a killed one could not remove the file. */
function running() {
  if (!fs.existsSync(FILE)) {
    return undefined
  }
  const [pid, note] = fs.readFileSync(FILE, "utf8").split(" ")
  return /scripts.*\.mjs/.test(commandOf(Number(pid)))
    ? { pid: Number(pid), note }
    : undefined
}

/**
 * Says so when the port is taken, before minutes are spent on setting up.
 *
 * @param {object} options
 * @param {string} options.host
 * @param {number} options.port
 * @param {string} options.command for the advice
 * @param {boolean} options.lastWasKilled its server may need some seconds to
 *   notice, and to end
 */
export async function requireFreePort(options) {
  const { host, port, command, lastWasKilled } = options
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error("PORT must be a number from 1 to 65535")
  }
  const local = reachableHost(host)
  // Both: macOS lets two processes listen on one port, one of them on all
  // addresses; and a listener on another address does not answer here.
  const isFree = async () =>
    !(await answers(local, port)) && (await canListen(host, port))
  if (!(await eventually(isFree, lastWasKilled ? 8_000 : 0))) {
    throw new Error(
      `Port ${port} is in use. Stop what listens there, or choose another: ` +
        `PORT=${port + 1} ${command}`
    )
  }
}

/**
 * Where to reach who listens on a host.
 *
 * @param {string} host
 */
export function reachableHost(host) {
  return host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1_000 })
    const done = (/** @type {boolean} */ result) => {
      socket.destroy()
      resolve(result)
    }
    socket.on("connect", () => done(true))
    socket.on("timeout", () => done(false))
    socket.on("error", () => done(false))
  })
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(host, port) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.on("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error)
    )
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
