/**
 * Runs a TypeScript program with a PostgreSQL of its own; see test-database.mjs
 * for what it finds in its environment.
 *
 * Usage: node scripts/with-postgres.mjs <file.ts> [arguments]
 */
import { Lifetime } from "./lib/lifetime.mjs"
import { log } from "./lib/log.mjs"
import { bin } from "./lib/paths.mjs"
import { run } from "./lib/processes.mjs"
import { testDatabase } from "./setup/test-database.mjs"

const lifetime = new Lifetime()
await lifetime.run(async () => {
  const env = await log.step("Start PostgreSQL", () => testDatabase(lifetime))
  return run([bin("tsx"), ...process.argv.slice(2)], {
    env,
    signal: lifetime.signal,
  })
})
