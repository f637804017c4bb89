import { setTimeout as rest } from "node:timers/promises"

import type { PostgresPair } from "./postgres-pair.mjs"
import { type Program, until } from "./program.mjs"
import type { Shop } from "./shop.mjs"
import type { Stack } from "./stack.mjs"

export type Scene = {
  stack: Stack
  database: PostgresPair
  shop: Shop
}

/** Something that happens to the cluster while people buy. */
export type Act = {
  name: string
  /** @returns what there is to say of it */
  play(scene: Scene): Promise<string>
}

const CALM_MS = 10_000
const AWAY_MS = 10_000

export const ACTS: Act[] = [
  {
    name: "nothing",
    async play() {
      await rest(CALM_MS)
      return ""
    },
  },
  {
    name: "a server is killed, and started again",
    async play({ stack }) {
      await killed(stack, stack.servers[0] as Program)
      return ""
    },
  },
  {
    name: "a worker is killed, and started again",
    async play({ stack }) {
      await killed(stack, stack.workers[0] as Program)
      return ""
    },
  },
  {
    name: "Redis is away for ten seconds",
    async play({ stack }) {
      await stack.redis.kill()
      await rest(AWAY_MS)
      stack.redis.start()
      await rest(5_000)
      return ""
    },
  },
  {
    name: "Redis comes back without its data",
    async play({ stack, shop }) {
      await stack.emptyRedis()
      // Holds of a minute end, and somebody must write that down.
      await rest(65_000)
      return `${await overdueSeconds(shop)} s: the longest overdue hold`
    },
  },
  {
    name: "PgBouncer is killed, and started again",
    async play({ stack }) {
      await stack.pooler.kill()
      await rest(2_000)
      stack.pooler.start()
      await rest(CALM_MS)
      return ""
    },
  },
  {
    name: "PostgreSQL crashes, and starts again",
    async play({ database }) {
      await database.crash()
      await rest(CALM_MS)
      return ""
    },
  },
  {
    name: "fail-over to the standby",
    async play({ database, stack }) {
      await database.failOver()
      stack.repoint()
      await rest(CALM_MS)
      return ""
    },
  },
  {
    name: "rolling restart of servers and workers",
    async play({ stack }) {
      const seconds: number[] = []
      for (const program of [...stack.servers, ...stack.workers]) {
        seconds.push(await program.stop())
        program.start()
        await until(`${program.name} answers`, () => stack.isUp(program))
      }
      return `each ended within ${Math.max(...seconds).toFixed(1)} s`
    },
  },
  {
    name: "no worker for a minute and a half",
    async play({ stack, shop }) {
      await Promise.all(stack.workers.map((worker) => worker.kill()))
      await rest(90_000)
      const said = await healthOf(shop)
      for (const worker of stack.workers) {
        worker.start()
        await until(`${worker.name} answers`, () => stack.isUp(worker))
      }
      return `health said: ${said}`
    },
  },
]

async function killed(stack: Stack, program: Program): Promise<void> {
  await program.kill()
  await rest(2_000)
  program.start()
  await until(`${program.name} answers`, () => stack.isUp(program))
}

async function overdueSeconds(shop: Shop): Promise<number> {
  const { body } = await shop.admin.get("/admin/resource-booking/health")
  return body.checks.oldest_overdue_hold_seconds
}

/** What is wrong, in its own words. */
async function healthOf(shop: Shop): Promise<string> {
  const { body } = await shop.admin.get("/admin/resource-booking/health")
  const codes = body.problems.map(({ code }: { code: string }) => code)
  return codes.join(", ") || body.status
}
