/**
 * `npm run test:shop`: browsers in the example shop. Starts a demo of its own,
 * on a free port, with data in `.data/shop-test` that are kept for the next
 * time. It needs a Chromium: apt-get install chromium, or CHROMIUM=/path/to/it.
 */
import fs from "node:fs"
import path from "node:path"
import { inDatabase } from "./lib/database.mjs"
import { freePort } from "./lib/free-port.mjs"
import { Lifetime } from "./lib/lifetime.mjs"
import { log } from "./lib/log.mjs"
import { ROOT } from "./lib/paths.mjs"
import { eventually, run, spawnGroup } from "./lib/processes.mjs"

const FOLDER = path.join(ROOT, ".data", "shop-test")
const DETAILS = path.join(FOLDER, "demo.json")

const lifetime = new Lifetime()
await lifetime.run(async () => {
  const env = {
    DATA_FOLDER: FOLDER,
    PORT: String(await freePort()),
    // A run books more in a minute than one customer would.
    RESOURCE_BOOKING_LIMITS: "off",
    ...databaseOfItsOwn(process.env.DATABASE_URL),
  }
  await log.step("Start a demo", () => startDemo(env))
  return run(
    [
      "--no-warnings",
      "--import=tsx",
      "--test",
      "--test-reporter=spec",
      "examples/storefront/e2e/shop.spec.ts",
    ],
    { cwd: ROOT, env, signal: lifetime.signal }
  )
})

/**
 * @param {NodeJS.ProcessEnv} env
 */
async function startDemo(env) {
  fs.rmSync(DETAILS, { force: true })
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
    fs.existsSync(DETAILS) || hasEnded() || lifetime.signal.aborted
  const inTime = await eventually(isReady, 600_000)
  if (!inTime || hasEnded()) {
    throw new Error("The demo did not start: see above")
  }
}

/**
 * @param {string | undefined} url
 * @returns {NodeJS.ProcessEnv}
 */
function databaseOfItsOwn(url) {
  return url
    ? { DATABASE_URL: inDatabase(url, "resource_booking_shop_test") }
    : {}
}
