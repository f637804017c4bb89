/**
 * `npm test`: the static checks, then all tests with their coverage. Exits 0
 * only if all of it passes.
 *
 * npm test -- <pattern>                  test files whose path matches; no
 *                                        checks, no coverage
 * npm test -- --only unit|modules|http   tests of one kind
 *
 * What follows is Jest's: npm test -- holds -t "refuses"
 */
import fs from "node:fs"
import path from "node:path"
import { Lifetime } from "./lib/lifetime.mjs"
import { log } from "./lib/log.mjs"
import { bin, DATA, ROOT } from "./lib/paths.mjs"
import { run } from "./lib/processes.mjs"
import { testDatabase } from "./setup/test-database.mjs"

/** @type {[name: string, command: string[]][]} */
const CHECKS = [
  ["formatting", ["prettier", "--check", "--log-level=warn", "."]],
  ["types", ["tsc", "--noEmit", "-p", "tsconfig.check.json"]],
  ["types of the admin", ["tsc", "--noEmit", "-p", "src/admin/tsconfig.json"]],
  ["lint", ["eslint", ".", "--max-warnings=0"]],
  ["boundaries", ["depcruise", "--config", ".dependency-cruiser.cjs", "src"]],
]

const asked = process.argv.slice(2)
const lifetime = new Lifetime()
await lifetime.run(async () => {
  const failed = asked.length > 0 ? [] : await runChecks()
  lifetime.signal.throwIfAborted()
  const jest = await runTests()
  lifetime.signal.throwIfAborted()
  if (failed.length > 0) {
    log.info(`\nFailed checks: ${failed.join(", ")}`)
  }
  if (jest.code !== 0 && jest.failed === 0) {
    log.info("\nNo test failed, but Jest did: see above.")
  }
  log.info(`\n${jest.passed} passed, ${jest.failed} failed`)
  return failed.length > 0 || jest.code !== 0 ? 1 : 0
})

/** @returns {Promise<string[]>} the names of those that failed */
async function runChecks() {
  /** @type {string[]} */
  const failed = []
  for (const [name, [command = "", ...args]] of CHECKS) {
    const options = { cwd: ROOT, signal: lifetime.signal }
    const code = await log.step(
      `Check ${name}`,
      () => run(process.execPath, [bin(command), ...args], options),
      (result) => result === 0
    )
    if (code !== 0) {
      failed.push(name)
    }
    lifetime.signal.throwIfAborted()
  }
  return failed
}

async function runTests() {
  const database = await log.step("Start PostgreSQL", () =>
    testDatabase(lifetime)
  )
  const counts = path.join(DATA, `test-counts-${process.pid}.json`)
  lifetime.atEnd(() => fs.rmSync(counts, { force: true }))
  const code = await run(
    process.execPath,
    [
      // Medusa's test tools import ES modules; their suites are large.
      "--experimental-vm-modules",
      "--no-warnings",
      "--max-old-space-size=4096",
      bin("jest"),
      "--config=jest.config.js",
      "--forceExit", // Medusa leaves timers behind
      ...jestArguments(),
    ],
    {
      cwd: ROOT,
      env: { ...database, TEST_COUNTS_FILE: counts },
      signal: lifetime.signal,
    }
  )
  return { code, ...readCounts(counts) }
}

function jestArguments() {
  if (asked.length === 0) {
    return ["--coverage"]
  }
  const [first, ...rest] = asked
  if (first !== "--only") {
    return asked
  }
  const [kind = "", ...more] = rest
  // Jest takes all that follows --selectProjects for projects' names.
  return [...more, "--selectProjects", kind]
}

/**
 * @param {string} file
 * @returns {{ passed: number, failed: number }}
 */
function readCounts(file) {
  return fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, "utf8"))
    : { passed: 0, failed: 0 }
}
