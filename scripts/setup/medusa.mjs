import fs from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

import { APP, bin, DATA, ROOT } from "../lib/paths.mjs"
import { run, spawnGroup } from "../lib/processes.mjs"
import { reachableHost } from "./only-one.mjs"

/** What Medusa prints goes there: it is too much for the terminal. */
export const LOG = path.join(DATA, "medusa.log")

/**
 * Runs a Medusa command to its end; its output goes to the log.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 * @throws when it fails, with the end of its output
 */
export async function medusa(args, env, signal) {
  let output = ""
  const code = await run([bin("medusa"), ...args], {
    cwd: ROOT,
    env,
    signal,
    onOutput(text) {
      output += text
      fs.appendFileSync(LOG, text)
    },
  })
  if (code !== 0) {
    const tail = output.trimEnd().split("\n").slice(-40).join("\n")
    throw new Error(`medusa ${args.join(" ")} failed:\n\n${tail}\n`)
  }
}

/**
 * Starts a Medusa that goes on until the lifetime ends: `start` or `develop`.
 *
 * @param {object} options
 * @param {string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {number | "inherit"} options.output a file, or our terminal
 * @param {import("../lib/lifetime.mjs").Lifetime} options.lifetime
 * @returns {Promise<number>} its exit code, once it has ended
 */
export function serve({ args, cwd, env, output, lifetime }) {
  const group = spawnGroup([bin("medusa"), ...args], { cwd, env, output })
  /** @type {Promise<number>} */
  const exit = new Promise((resolve) =>
    group.child.on("exit", (code) => resolve(code ?? 1))
  )
  lifetime.atEnd(async () => {
    group.signal("SIGTERM")
    // Open streams can hold Medusa's graceful shutdown up.
    await Promise.race([exit, sleep(8_000)])
    group.signal("SIGKILL")
    await exit
  })
  return exit
}

/**
 * Starts the built app and waits until it answers.
 *
 * @param {object} options
 * @param {string} options.host
 * @param {number} options.port
 * @param {NodeJS.ProcessEnv} options.env
 * @param {import("../lib/lifetime.mjs").Lifetime} options.lifetime
 * @returns {Promise<{ ended: Promise<void> }>} `ended` rejects if it ends by
 *   itself
 */
export async function startApp({ host, port, env, lifetime }) {
  const output = fs.openSync(LOG, "a")
  const exit = serve({
    args: ["start", `--host=${host}`, `--port=${port}`],
    cwd: APP,
    env,
    output,
    lifetime,
  })
  fs.closeSync(output)
  const ended = exit.then(() => {
    throw new Error(`Medusa has exited; ${LOG} says why:\n\n${tailOfLog()}`)
  })
  ended.catch(() => {}) // also when nobody waits any more
  const healthCheck = healthy(reachableHost(host), port, lifetime.signal)
  await Promise.race([ended, healthCheck])
  return { ended }
}

/**
 * @param {string} host
 * @param {number} port
 * @param {AbortSignal} signal
 */
async function healthy(host, port, signal) {
  const url = `http://${host}:${port}/health`
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    const response = await fetch(url, { signal }).catch(() => undefined)
    if (response?.ok) {
      return
    }
    await sleep(200)
  }
  throw new Error(`Medusa does not answer at ${url}; see ${LOG}`)
}

function tailOfLog() {
  const lines = fs.readFileSync(LOG, "utf8").trimEnd().split("\n")
  return lines.slice(-20).join("\n")
}
