/**
 * `npm run test:plugin`: the package in a store. Packs it, makes a Medusa store
 * in a temporary folder that installs it as the README says, and uses it there:
 * over HTTP, in a browser, and together with handlers that the store or another
 * plugin has on the hooks that we use.
 *
 * It takes five minutes, a registry of npm and a Chromium (see test:shop).
 * REDIS_URL: Medusa's Redis modules instead of the ones in memory.
 * --keep: leave the store where it is.
 */
import fs from "node:fs"
import os from "node:os"
import path from "node:path"

import { ensureDatabase, inDatabase } from "./lib/database.mjs"
import { Lifetime } from "./lib/lifetime.mjs"
import { log } from "./lib/log.mjs"
import { openDashboard } from "./plugin/admin.mjs"
import { expect } from "./plugin/client.mjs"
import { makePackage } from "./plugin/package.mjs"
import {
  at,
  bookExtended,
  giveTheJobWork,
  openShop,
  removeByMedusasRoute,
  sellAndCancel,
  sellsUnchecked,
} from "./plugin/shop.mjs"
import { OTHER_PLUGIN, OWN_HANDLER, Store } from "./plugin/store.mjs"
import { testDatabase } from "./setup/test-database.mjs"

const LOGIN = { email: "admin@example.com", password: "supersecret" }
const HOOKS = 9

const ONCE = [
  ...["framework", "medusa", "admin-sdk", "icons", "js-sdk", "ui"].map(
    (name) => `@medusajs/${name}`
  ),
  ...["@tanstack/react-query", "react", "react-i18next", "react-router-dom"],
]

/**
 * Starts of the same store in which the hooks are somebody else's.
 *
 * @type {{ says: string, env: NodeJS.ProcessEnv, logs: RegExp, lines: number }[]}
 */
const TAKEN = [
  {
    says: "with handlers of the store's own",
    env: { HANDLERS_IN: "project" },
    logs: /\.hooks\.\w+ already has a handler\. Call \w+/g,
    lines: HOOKS,
  },
  ...["before", "after"].map((place) => ({
    says: `with handlers of a plugin that is listed ${place} ours`,
    env: { HANDLERS_IN: OTHER_PLUGIN, OTHER_PLUGIN: place },
    logs: /\.hooks\.\w+ already has a handler\. Call \w+/g,
    lines: HOOKS,
  })),
  {
    says: "with the option hooks off, and handlers of the store's own",
    env: { HANDLERS_IN: "project", HOOKS: "false" },
    logs: /the option hooks is false\. Call these yourself/g,
    lines: 1,
  },
]

const lifetime = new Lifetime()
await lifetime.run(async () => {
  const { signal } = lifetime
  const folder = scratchFolder()
  const made = await log.step("Make the package", () =>
    makePackage(folder, signal)
  )
  log.info(`  ${made.says}`)

  const store = await makeStore(path.join(folder, "store"))
  await log.step("Install it in a new store", async () => {
    store.write(made.tarball)
    await store.npm(["install"])
  })
  // A peer of ours that npm takes in another version than Medusa pins would
  // make two of it, and could move parts of Medusa out of its own sight.
  for (const name of ONCE) {
    expect(`copies of ${name}`, (await store.copiesOf(name)).length, 1)
  }
  await log.step("Check the types", () => store.command("tsc", ["--noEmit"]))
  await log.step("See that it asks for its secret", () => lacksSecret(store))
  await log.step("Create the tables", () =>
    store.command("medusa", ["db:migrate"])
  )
  await log.step("Build it", () => store.command("medusa", ["build"]))
  await store.command("medusa", [
    ...["user", "-e", LOGIN.email, "-p", LOGIN.password],
  ])

  const shop = await log.step("Use it", () => useIt(store))
  for (const { says, env, logs, lines } of TAKEN) {
    await log.step(`Use it ${says}`, async () => {
      const { url, log: said, stop } = await store.start(env)
      expect("lines in the log", said().match(logs)?.length, lines)
      await sellAndCancel(at(shop, url))
      const ran = said().match(new RegExp(`${OWN_HANDLER} \\d`, "g"))
      expect("own handlers that have run", new Set(ran).size, HOOKS)
      await stop()
    })
  }
  await log.step("See that nobody checks without any handler", async () => {
    const { url, stop } = await store.start({ HOOKS: "false" })
    await sellsUnchecked(at(shop, url))
    await stop()
  })
  log.info("\nThe package works in a store.")
})

/**
 * @param {Store} store
 */
async function lacksSecret(store) {
  const env = { RESOURCE_BOOKING_TOKEN_SECRET: undefined }
  const said = await store
    .command("medusa", ["db:migrate"], env)
    .catch((/** @type {Error} */ { message }) => message)
  const asks = /token_secret: is missing.* RESOURCE_BOOKING_TOKEN_SECRET /
  expect("that it asks for the secret", asks.test(said), true)
}

/**
 * @param {Store} store
 */
async function useIt(store) {
  const { url, log: said, stop } = await store.start()
  const shop = await openShop(url, LOGIN)
  const untilTheJobHasRun = await giveTheJobWork(shop)
  await sellAndCancel(shop)
  await removeByMedusasRoute(shop)
  await bookExtended(shop)
  log.info(`  opened ${await openDashboard(url, LOGIN)} in a browser`)
  await untilTheJobHasRun()
  expect("lines about hooks", said().match(/resource_booking: .*hook/g), null)
  await stop()
  return shop
}

/**
 * @param {string} folder
 */
async function makeStore(folder) {
  const database = await log.step("Start PostgreSQL", () =>
    testDatabase(lifetime)
  )
  const name = `${database.TEST_DATABASE_PREFIX}_plugin`
  const url = inDatabase(database.TEST_DATABASE_URL ?? "", name)
  await ensureDatabase(url)
  fs.mkdirSync(folder)
  const env = {
    DATABASE_URL: url,
    JWT_SECRET: "a secret of the test",
    COOKIE_SECRET: "a secret of the test",
    RESOURCE_BOOKING_TOKEN_SECRET: "a secret of the test",
    MEDUSA_DISABLE_TELEMETRY: "true",
  }
  return new Store(folder, env, lifetime)
}

/** Outside this repository, whose node_modules would hide what is missing. */
function scratchFolder() {
  const prefix = path.join(os.tmpdir(), "resource-booking-store-")
  const folder = fs.realpathSync(fs.mkdtempSync(prefix))
  if (process.argv.includes("--keep")) {
    lifetime.atEnd(() => log.info(`The store is kept: ${folder}`))
  } else {
    lifetime.atEnd(() => fs.rmSync(folder, { recursive: true, force: true }))
  }
  return folder
}
