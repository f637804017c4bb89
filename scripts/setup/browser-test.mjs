import fs from "node:fs"
import path from "node:path"

import { inDatabase } from "../lib/database.mjs"
import { freePort } from "../lib/free-port.mjs"
import { log } from "../lib/log.mjs"
import { ROOT } from "../lib/paths.mjs"
import { eventually, run, spawnGroup } from "../lib/processes.mjs"

/**
 * Runs browsers against a demo of their own, on a free port, with data in
 * `.data/<name>-test` that are kept for the next time. They need a Chromium:
 * apt-get install chromium, or CHROMIUM=/path/to/it.
 *
 * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
 * @param {{ name: string, specs: string[] }} test
 * @returns the test's exit code
 */
export async function runBrowserTest(lifetime, { name, specs }) {
  const folder = path.join(ROOT, ".data", `${name}-test`)
  const env = {
    DATA_FOLDER: folder,
    PORT: String(await freePort()),
    // A run books more in a minute than one customer would.
    RESOURCE_BOOKING_LIMITS: "off",
    ...databaseOfItsOwn(name, process.env.DATABASE_URL),
  }
  await log.step("Start a demo", () => startDemo(lifetime, folder, env))
  return run(
    [
      "--no-warnings",
      "--import=tsx",
      "--test",
      "--test-reporter=spec",
      // One demo, and files that would get into each other's way.
      "--test-concurrency=1",
      ...process.argv.slice(2),
      ...specs,
    ],
    { cwd: ROOT, env, signal: lifetime.signal }
  )
}

/**
 * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function startDemo(lifetime, folder, env) {
  const details = path.join(folder, "demo.json")
  fs.rmSync(details, { force: true })
  const output = "inherit"
  const demo = spawnGroup(["scripts/demo.mjs"], { cwd: ROOT, env, output })
  /** @type {Promise<void>} */
  const end = new Promise((resolve) => demo.child.on("exit", () => resolve()))
  lifetime.atEnd(async () => {
    demo.signal("SIGTERM")
    await end
  })
  const hasEnded = () =>
    demo.child.exitCode !== null || demo.child.signalCode !== null
  const isReady = () =>
    fs.existsSync(details) || hasEnded() || lifetime.signal.aborted
  const inTime = await eventually(isReady, 600_000)
  if (!inTime || hasEnded()) {
    throw new Error("The demo did not start: see above")
  }
}

/**
 * @param {string} name
 * @param {string | undefined} url
 * @returns {NodeJS.ProcessEnv}
 */
function databaseOfItsOwn(name, url) {
  return url
    ? { DATABASE_URL: inDatabase(url, `resource_booking_${name}_test`) }
    : {}
}
