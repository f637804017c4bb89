import { mkdirSync, rmSync } from "node:fs"
import { resolve } from "node:path"
import { ensureDatabase } from "../scripts/lib/database.mjs"
import { log } from "../scripts/lib/log.mjs"
import { DATA } from "../scripts/lib/paths.mjs"
import { build, isBuilt } from "../scripts/setup/build.mjs"
import { ACTS, type Scene } from "./cluster/acts.mjs"
import { Buyers, type Tally } from "./cluster/buyers.mjs"
import { PostgresPair } from "./cluster/postgres-pair.mjs"
import { openShop, prepare } from "./cluster/shop.mjs"
import { buildStack, DATABASE, startStack } from "./cluster/stack.mjs"
import { leftToStaff, verdict } from "./cluster/verdict.mjs"

const SECRETS = {
  JWT_SECRET: "of the cluster test",
  COOKIE_SECRET: "of the cluster test",
  RESOURCE_BOOKING_TOKEN_SECRET: "of the cluster test",
}

type Row = { name: string; said: string; tally: Tally }

/**
 * `npm run test:cluster`: three servers and two workers behind nginx and
 * PgBouncer, people who buy, and one thing after the other that goes wrong.
 * Prints a table, and ends with 1 if a promise was broken.
 *
 * It needs nginx, pgbouncer, redis-server and setpriv. `npm run test:cluster --
 * Redis` plays the acts whose names match.
 */
async function main(): Promise<void> {
  const wanted = new RegExp(process.argv[2] ?? "")
  const root = resolve(DATA, `cluster-${process.pid}`)
  mkdirSync(root, { recursive: true })
  if (!isBuilt()) {
    await log.step("Build the app", () =>
      build(SECRETS, new AbortController().signal)
    )
  }
  const database = await log.step("Start PostgreSQL", () =>
    PostgresPair.start(resolve(root, "postgres"))
  )
  const url = () => database.url(DATABASE)
  try {
    await log.step("Create the tables", async () => {
      await ensureDatabase(url())
      prepare(url(), SECRETS)
    })
    await log.step("Add a standby", () => database.addStandby())
    const stack = await buildStack(root, database, SECRETS)
    try {
      await log.step("Start three servers and two workers", () =>
        startStack(stack)
      )
      const shop = await openShop(stack.url, url())
      const buyers = new Buyers(shop)
      const scene = { stack, database, buyers, shop }
      const acts = ACTS.filter(({ name }) => wanted.test(name))
      const rows: Row[] = []
      for (const act of acts) {
        rows.push(await log.step(act.name, () => played(act, scene)))
      }
      await buyers.stop()
      const broken = await log.step("Compare", () =>
        verdict(url(), shop, buyers.promised)
      )
      print(rows, buyers, broken)
      for (const finding of await leftToStaff(shop)) {
        log.info(`Left to staff: ${finding}`)
      }
      const defects = rows.flatMap(({ tally }) => tally.defects)
      process.exitCode = broken.length + defects.length > 0 ? 1 : 0
    } finally {
      await stack.stop()
    }
  } finally {
    await database.stop()
  }
  if (process.exitCode === 0) {
    rmSync(root, { recursive: true, force: true })
  }
}

async function played(act: (typeof ACTS)[number], scene: Scene): Promise<Row> {
  scene.buyers.take()
  const said = await act.play(scene)
  await scene.buyers.served()
  return { name: act.name, said, tally: scene.buyers.take() }
}

function print(rows: Row[], { promised }: Buyers, broken: string[]): void {
  log.info(
    "\n| what happened | requests | accepted | refused | unavailable | Medusa's 500 | defects | slowest | longest without | said |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|---|"
  )
  for (const { name, said, tally } of rows) {
    const { requests, accepted, refused, unavailable, medusas } = tally
    const ours = tally.defects.length
    const seconds = [tally.slowestMs, tally.darkMs].map(
      (ms) => `${(ms / 1_000).toFixed(1)} s`
    )
    const cells = [name, requests, accepted, refused, unavailable]
    log.info(
      `| ${[...cells, medusas - ours, ours, ...seconds, said].join(" | ")} |`
    )
  }
  const { holds, orders } = promised
  log.info(`\n${holds.length} holds and ${orders.length} orders acknowledged.`)
  log.info(
    broken.length === 0
      ? "No promise was broken."
      : "Promises that were broken:"
  )
  for (const text of [...broken, ...rows.flatMap((r) => r.tally.defects)]) {
    log.info(`- ${text}`)
  }
}

void main().catch((error: unknown) => {
  log.failed(error)
  process.exitCode = 1
})
