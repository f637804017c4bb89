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

const END_WITH_PARENT = new URL("end-with-parent.mjs", import.meta.url).href

/**
 * @typedef {object} SpawnOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to ours
 * @property {"inherit" | "pipe" | number} output our terminal, to be read, or
 *   a file
 */

/**
 * Starts a Node program as the leader of a process group, which ends with us.
 * Ctrl-C in the terminal reaches the group through us, once; and a signal to
 * the group reaches its children too, which some programs leave behind.
 *
 * @param {string[]} args
 * @param {SpawnOptions} options
 * @returns {{ child: import("node:child_process").ChildProcess, signal: (name: NodeJS.Signals) => void }}
 */
export function spawnGroup(args, { cwd, env, output }) {
  const child = spawn(
    process.execPath,
    [`--import=${END_WITH_PARENT}`, ...args],
    {
      cwd,
      env: { ...process.env, ...env, END_WITH_PARENT: String(process.pid) },
      detached: true,
      stdio: ["pipe", output, output],
    }
  )
  return {
    child,
    signal(name) {
      try {
        if (child.pid) {
          process.kill(-child.pid, name)
        }
      } catch {
        // Nobody is left in it.
      }
    },
  }
}

/**
 * Runs a Node program to its end.
 *
 * @param {string[]} args
 * @param {object} options
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] added to ours
 * @param {AbortSignal} options.signal ends it
 * @param {(text: string) => void} [options.onOutput] gets the output instead of
 *   the terminal
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function run(args, { cwd, env, signal, onOutput }) {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const output = onOutput ? "pipe" : "inherit"
    const group = spawnGroup(args, { cwd, env, output })
    const stop = () => {
      group.signal("SIGTERM")
      setTimeout(() => group.signal("SIGKILL"), 10_000).unref()
    }
    signal.addEventListener("abort", stop)
    for (const stream of [group.child.stdout, group.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => onOutput?.(text))
    }
    group.child.on("error", reject)
    group.child.on("close", (code) => {
      signal.removeEventListener("abort", stop)
      resolve(code ?? 1)
    })
  })
}
