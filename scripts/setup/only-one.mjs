import fs from "node:fs"
import net from "node:net"
import path from "node:path"
import { commandOf, eventually } from "../lib/processes.mjs"
import { DATA } from "../lib/paths.mjs"

/**
 * Makes sure that nothing else uses the `.data` folder: whoever stopped first
 * would stop the other's database.
 *
 * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
 * @returns {{ lastWasKilled: boolean }}
 */
export function onlyOne(lifetime) {
  const file = path.join(DATA, "running.pid")
  fs.mkdirSync(DATA, { recursive: true })
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0
  if (pid > 0 && pid !== process.pid && /scripts.*\.mjs/.test(commandOf(pid))) {
    throw new Error(
      `This folder's demo or development server runs already. Stop it (kill ${pid}) first.`
    )
  }
  fs.writeFileSync(file, String(process.pid))
  lifetime.atEnd(() => fs.rmSync(file, { force: true }))
  return { lastWasKilled: pid > 0 }
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
