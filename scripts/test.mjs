/**
 * `npm test`: the static checks, then all tests with their coverage. Exits 0
 * only if all of it passes.
 *
 * npm test -- <pattern>                  test files whose path matches; no
 *                                        checks, no coverage
 * npm test -- --only unit|modules|http|orders|kills|cluster
 *                                        tests of one kind; the last three take
 *                                        minutes and are not in the rest
 *
 * What follows is Jest's: npm test -- holds -t "refuses"
 */
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { Lifetime } from "./lib/lifetime.mjs"
import { log } from "./lib/log.mjs"
import { bin, ROOT } from "./lib/paths.mjs"
import { run } from "./lib/processes.mjs"
import { testDatabase } from "./setup/test-database.mjs"

const SHOP_TYPES = "examples/storefront/tsconfig.json"

const CODE = ["src", "integration-tests", "bench", "chaos"]

/** @type {[name: string, command: string[], env?: NodeJS.ProcessEnv][]} */
const CHECKS = [
  ["formatting", ["prettier", "--check", "--log-level=warn", "."]],
  ["types", ["tsc", "--noEmit", "-p", "tsconfig.check.json"]],
  ["types of the admin", ["tsc", "--noEmit", "-p", "src/admin/tsconfig.json"]],
  ["types of the shop", ["tsc", "--noEmit", "-p", SHOP_TYPES]],
  ["lint", ["eslint", ".", "--max-warnings=0"]],
  ["boundaries", ["depcruise", "--config", ".dependency-cruiser.cjs", ...CODE]],
  // Dates must not depend on where the server stands.
  ...["America/Sao_Paulo", "Europe/Berlin", "Pacific/Kiritimati", "UTC"].map(
    inZone
  ),
]

/**
 * The tests kill processes, and cut no power: what the operating system has is
 * kept. It is the proof and the benchmarks that wait for the disk.
 */
const NO_POWER_CUT = { fsync: "off", full_page_writes: "off" }

const asked = process.argv.slice(2)
let runs = 0
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
  if (jest.broken > 0) {
    log.info(
      `\nTest files that did not finish, each counted as a failure: ${jest.broken}`
    )
  }
  log.info(`\n${jest.passed} passed, ${jest.failed} failed`)
  return failed.length > 0 || jest.code !== 0 ? 1 : 0
})

/**
 * Two at a time: each keeps one core busy.
 *
 * @returns {Promise<string[]>} the names of those that failed
 */
async function runChecks() {
  /** @type {string[]} */
  const failed = []
  const waiting = [...CHECKS]
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await isPassed(next))) {
        failed.push(next[0])
      }
      lifetime.signal.throwIfAborted()
    }
  }
  await Promise.all([lane(), lane()])
  return failed
}

/**
 * @param {typeof CHECKS[number]} check
 * @returns {Promise<boolean>} what it has to say is printed if it failed
 */
async function isPassed([name, [command = "", ...args], env]) {
  let output = ""
  const code = await log.step(
    `Check ${name}`,
    () =>
      run([bin(command), ...args], {
        cwd: ROOT,
        env: { FORCE_COLOR: process.stdout.isTTY ? "1" : "0", ...env },
        signal: lifetime.signal,
        onOutput: (text) => (output += text),
      }),
    (result) => result === 0
  )
  if (code !== 0) {
    log.info(output)
  }
  return code === 0
}

/**
 * The tests of domain/ on a server in some time zone.
 *
 * @param {string} zone
 * @returns {[string, string[], NodeJS.ProcessEnv]}
 */
function inZone(zone) {
  const files = "src/modules/resource_booking/domain/"
  return [
    `the domain in ${zone}`,
    ["jest", `--testPathPattern=${files}`],
    { TZ: zone },
  ]
}

async function runTests() {
  const database = await log.step("Start PostgreSQL", () =>
    testDatabase(lifetime, NO_POWER_CUT)
  )
  if (asked.length > 0) {
    return runJest(database, jestArguments())
  }
  // A whole Medusa keeps one core busy, and so do the others. What the first
  // has to say waits, so that it is not mixed up with the second.
  let output = ""
  const http = runJest(
    database,
    ["--selectProjects", "http"],
    (text) => (output += text)
  )
  const others = await runJest(database, [
    ...["--coverage", "--selectProjects", "unit", "modules"],
  ])
  const whole = await http
  log.info(output)
  return {
    code: others.code || whole.code,
    passed: others.passed + whole.passed,
    failed: others.failed + whole.failed,
    broken: others.broken + whole.broken,
  }
}

/**
 * @param {NodeJS.ProcessEnv} database
 * @param {string[]} args
 * @param {(text: string) => void} [onOutput] instead of the terminal
 */
async function runJest(database, args, onOutput) {
  const name = `test-counts-${process.pid}-${++runs}.json`
  const counts = path.join(os.tmpdir(), name)
  lifetime.atEnd(() => fs.rmSync(counts, { force: true }))
  const code = await run(
    [
      // Medusa's test tools import ES modules; their suites are large.
      "--experimental-vm-modules",
      "--no-warnings",
      "--max-old-space-size=4096",
      bin("jest"),
      "--config=jest.config.js",
      "--forceExit", // Medusa leaves timers behind
      ...args,
    ],
    {
      cwd: ROOT,
      env: { ...database, TEST_COUNTS_FILE: counts },
      signal: lifetime.signal,
      ...(onOutput ? { onOutput } : {}),
    }
  )
  return { code, ...readCounts(counts) }
}

function jestArguments() {
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
 * @returns {{ passed: number, failed: number, broken: number }}
 */
function readCounts(file) {
  return fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, "utf8"))
    : { passed: 0, failed: 0, broken: 0 }
}
