/**
 * `npm run dev`: Medusa's development server, which reloads on changes, on the
 * demo's database.
 */
import { Lifetime } from "./lib/lifetime.mjs"
import { log } from "./lib/log.mjs"
import { ROOT } from "./lib/paths.mjs"
import { ADMIN, doStep, stepsToDo } from "./setup/database-steps.mjs"
import { medusaEnvironment, openDatabase } from "./setup/environment.mjs"
import { serve } from "./setup/medusa.mjs"
import { onlyOne, requireFreePort } from "./setup/only-one.mjs"

const port = Number(process.env.PORT ?? 9000)

const lifetime = new Lifetime()
await lifetime.run(async () => {
  const { lastWasKilled } = await onlyOne(lifetime)
  await requireFreePort({
    host: "127.0.0.1",
    port,
    command: "npm run dev",
    lastWasKilled,
  })
  const databaseUrl = await log.step("Start PostgreSQL", () =>
    openDatabase(lifetime)
  )
  const env = medusaEnvironment(databaseUrl)
  for (const step of await stepsToDo(databaseUrl)) {
    await log.step(step.says, () =>
      doStep(step, databaseUrl, env, lifetime.signal)
    )
  }
  log.info(`The admin's login: ${ADMIN.email} / ${ADMIN.password}`)
  const exit = serve({
    args: ["develop", `--port=${port}`],
    cwd: ROOT,
    env,
    output: "inherit",
    lifetime,
  })
  return Promise.race([exit, lifetime.untilStopped()])
})
