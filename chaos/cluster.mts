import { mkdirSync, rmSync } from "node:fs"
import { resolve } from "node:path"

import { ensureDatabase } from "../scripts/lib/database.mjs"
import { log } from "../scripts/lib/log.mjs"
import { DATA } from "../scripts/lib/paths.mjs"
import { build, isBuilt } from "../scripts/setup/build.mjs"
import { ACTS, type Scene } from "./cluster/acts.mjs"
import {
  Buyers,
  type Promised,
  type Tally,
  type Wish,
} from "./cluster/buyers.mjs"
import { PostgresPair } from "./cluster/postgres-pair.mjs"
import { openShop, prepare } from "./cluster/shop.mjs"
import { buildStack, DATABASE, startStack } from "./cluster/stack.mjs"
import { leftToStaff, verdict } from "./cluster/verdict.mjs"

const SECRETS = {
  JWT_SECRET: "of the cluster test",
  COOKIE_SECRET: "of the cluster test",
  RESOURCE_BOOKING_TOKEN_SECRET: "of the cluster test",
}

const CROWD: Record<Wish, number> = { hold: 10, buy: 6 }
const WISHES: Wish[] = ["hold", "buy"]

type Crowd = { wish: Wish; buyers: Buyers }

type Row = { name: string; wish: Wish; said: string; tally: Tally }

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
      const promised: Promised = { holds: [], orders: [] }
      const crowds = WISHES.map((wish) => ({
        ...{ wish, buyers: new Buyers(shop, promised, wish, CROWD[wish]) },
      }))
      const scene = { stack, database, shop }
      const acts = ACTS.filter(({ name }) => wanted.test(name))
      const rows: Row[] = []
      for (const act of acts) {
        rows.push(
          ...(await log.step(act.name, () => played(act, scene, crowds)))
        )
      }
      await Promise.all(crowds.map(({ buyers }) => buyers.stop()))
      const broken = await log.step("Compare", () =>
        verdict(url(), shop, promised)
      )
      print(rows, promised, broken)
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

async function played(
  act: (typeof ACTS)[number],
  scene: Scene,
  crowds: Crowd[]
): Promise<Row[]> {
  crowds.forEach(({ buyers }) => buyers.take())
  const said = await act.play(scene)
  await Promise.all(crowds.map(({ buyers }) => buyers.served()))
  return crowds.map(({ wish, buyers }, i) => ({
    ...{ name: act.name, wish, said: i === 0 ? said : "" },
    tally: buyers.take(),
  }))
}

function print(rows: Row[], promised: Promised, broken: string[]): void {
  log.info(
    "\n| what happened | who wants to | requests | accepted | refused | unavailable | Medusa's 500 | defects | slowest | longest without | said |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|"
  )
  for (const { name, wish, said, tally } of rows) {
    const { requests, accepted, refused, unavailable, medusas } = tally
    const ours = tally.defects.length
    const seconds = [tally.slowestMs, tally.darkMs].map(
      (ms) => `${(ms / 1_000).toFixed(1)} s`
    )
    const cells = [name, wish, requests, accepted, refused, unavailable]
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
