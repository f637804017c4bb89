/**
 * `npm run demo`: the shop with its demo data, from nothing, in one command.
 * Everything it makes lies in `.data/` and `.medusa/`; delete them to start
 * anew. Ctrl-C stops it all.
 *
 * PORT, HOST: where to listen (9000, 127.0.0.1); port 0 is any that is free
 * DATA_FOLDER: instead of `.data`
 * DATABASE_URL: a PostgreSQL of yours instead of the embedded one
 * REDIS_URL: see medusa-config.ts
 */
import fs from "node:fs"
import path from "node:path"

import { freePort } from "./lib/free-port.mjs"
import { Lifetime } from "./lib/lifetime.mjs"
import { log } from "./lib/log.mjs"
import { DATA } from "./lib/paths.mjs"
import { build, isBuilt } from "./setup/build.mjs"
import {
  ADMIN,
  doStep,
  publishableKey,
  stepsToDo,
} from "./setup/database-steps.mjs"
import { buildDocs, DOCS } from "./setup/docs.mjs"
import { medusaEnvironment, openDatabase } from "./setup/environment.mjs"
import { LOG, startApp } from "./setup/medusa.mjs"
import { onlyOne, requireFreePort } from "./setup/only-one.mjs"
import { buildShop, isShopBuilt, SHOP } from "./setup/shop.mjs"

const host = process.env.HOST ?? "127.0.0.1"
const wanted = Number(process.env.PORT ?? 9000)
const port = wanted === 0 ? await freePort() : wanted
const url = `http://localhost:${port}`
const details = path.join(DATA, "demo.json")

const lifetime = new Lifetime()
await lifetime.run(demo)

async function demo() {
  const { lastWasKilled } = await onlyOne(lifetime)
  await requireFreePort({
    host,
    port,
    command: "npm run demo",
    lastWasKilled,
  })
  fs.rmSync(details, { force: true })
  fs.rmSync(LOG, { force: true })

  const databaseUrl = await log.step("Start PostgreSQL", () =>
    openDatabase(lifetime)
  )
  const env = {
    ...medusaEnvironment(databaseUrl),
    NODE_ENV: "production",
    SHOP_FOLDER: SHOP,
    DOCS_FOLDER: DOCS,
    STORE_CORS: process.env.STORE_CORS ?? `${url},http://localhost:8000`,
    ADMIN_CORS: process.env.ADMIN_CORS ?? url,
    AUTH_CORS: process.env.AUTH_CORS ?? `${url},http://localhost:8000`,
  }
  buildDocs()
  await prepare(databaseUrl, env)
  const app = await log.step("Start Medusa", () =>
    startApp({ host, port, env, lifetime })
  )

  const key = await publishableKey(databaseUrl)
  writeDetails({
    url,
    shop: `${url}/shop`,
    publishable_key: key,
    admin: ADMIN,
    database_url: databaseUrl,
  })
  lifetime.atEnd(() => fs.rmSync(details, { force: true }))
  log.info(welcome(key))
  await Promise.race([app.ended, lifetime.untilStopped()])
  log.info("\nStopping …")
}

/**
 * Builds the app and the shop, and sets the database up, side by side.
 *
 * @param {string} databaseUrl
 * @param {NodeJS.ProcessEnv} env
 */
async function prepare(databaseUrl, env) {
  const failed = new AbortController()
  const signal = AbortSignal.any([lifetime.signal, failed.signal])
  const tasks = [
    async () => {
      for (const step of await stepsToDo(databaseUrl)) {
        await log.step(step.says, () => doStep(step, databaseUrl, env, signal))
      }
    },
    async () => {
      if (!isShopBuilt()) {
        await log.step("Build the example shop", () => buildShop(signal))
      }
      if (!isBuilt()) {
        await log.step("Build the app and the admin", () => build(env, signal))
      }
    },
  ]
  /** @type {unknown[]} */
  const errors = []
  const guarded = tasks.map((task) =>
    task().catch((error) => {
      errors.push(error)
      failed.abort()
    })
  )
  await Promise.all(guarded)
  if (errors.length > 0) {
    throw errors[0] // what came after it was its consequence
  }
  lifetime.signal.throwIfAborted()
}

/**
 * Whole or not at all: others wait for this file, and read it when it is there.
 *
 * @param {object} content
 */
function writeDetails(content) {
  const unfinished = `${details}.new`
  fs.writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`)
  fs.renameSync(unfinished, details)
}

/**
 * @param {string} key
 */
function welcome(key) {
  return `
  Ready.

  Shop        ${url}/shop
  Store API   ${url}/store
  API docs    ${url}/docs
  Admin       ${url}/app
              ${ADMIN.email} / ${ADMIN.password}
  Key         ${key}

  Try it:     curl '${url}/store/resource-booking/resources?limit=5' \\
                -H 'x-publishable-api-key: ${key}'

  The same, for programs: ${path.relative(process.cwd(), details)}
  Medusa's log: ${path.relative(process.cwd(), LOG)}
  Ctrl-C stops it all.`
}
