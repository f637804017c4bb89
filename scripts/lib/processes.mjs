import { spawn, spawnSync } from "node:child_process"
import fs from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"

/**
 * Whether a process with this id exists, whoever owns it.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM"
  }
}

/**
 * The command line of a process, empty when there is no such process. A process
 * id alone proves nothing: ids are used again after a restart.
 *
 * @param {number} pid
 */
export function commandOf(pid) {
  if (!isAlive(pid)) {
    return ""
  }
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
  } catch {
    const ps = spawnSync("ps", ["-o", "command=", "-p", String(pid)])
    return ps.stdout?.toString() ?? ""
  }
}

/**
 * Waits until the check passes.
 *
 * @param {() => boolean | Promise<boolean>} check
 * @param {number} milliseconds
 * @returns {Promise<boolean>} false when it did not pass in time
 */
export async function eventually(check, milliseconds) {
  const deadline = Date.now() + milliseconds
  while (!(await check())) {
    if (Date.now() > deadline) {
      return false
    }
    await sleep(50)
  }
  return true
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to ours
 * @property {string} [cwd]
 * @property {AbortSignal} [signal] ends the command
 * @property {(line: string) => void} [onOutput] gets the output instead of the
 *   terminal
 */

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function run(command, args, options = {}) {
  options.signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: options.onOutput ? ["ignore", "pipe", "pipe"] : "inherit",
    })
    const stop = () => child.kill("SIGTERM")
    options.signal?.addEventListener("abort", stop)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", options.onOutput ?? (() => {}))
    }
    child.on("error", reject)
    child.on("close", (code) => {
      options.signal?.removeEventListener("abort", stop)
      resolve(code ?? 1)
    })
  })
}
