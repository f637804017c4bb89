/**
 * `npm test`: all tests with their coverage, and the static checks. Exits 0 only
 * if all of it passes.
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

const CODE = ["src", "integration-tests", "browser-tests", "bench", "chaos"]

/** @type {[name: string, command: string[]][]} */
const CHECKS = [
  ["formatting", ["prettier", "--check", "--log-level=warn", "."]],
  ["types", ["tsc", "--noEmit", "-p", "tsconfig.check.json"]],
  ["types of the admin", ["tsc", "--noEmit", "-p", "src/admin/tsconfig.json"]],
  ["types of the shop", ["tsc", "--noEmit", "-p", SHOP_TYPES]],
  ["lint", ["eslint", ".", "--max-warnings=0"]],
  ["boundaries", ["depcruise", "--config", ".dependency-cruiser.cjs", ...CODE]],
  ["what is unused or undeclared", ["knip"]],
  ["OpenAPI", ["redocly", "lint", "docs/reference/openapi.yaml"]],
]

/**
 * Dates must not depend on where the server stands: each kind of tests stands
 * somewhere else.
 *
 * @type {Record<"http" | "others" | "orders", string>}
 */
const ZONES = {
  http: "America/Sao_Paulo",
  others: "Pacific/Kiritimati",
  orders: "Europe/Berlin",
}

/**
 * The tests kill processes, and cut no power: what the operating system has is
 * kept. It is the proof and the benchmarks that wait for the disk.
 */
const NO_POWER_CUT = { fsync: "off", full_page_writes: "off" }

const asked = process.argv.slice(2)
let runs = 0
const lifetime = new Lifetime()
await lifetime.run(async () => {
  const all = await (asked.length > 0 ? runSome() : runAll())
  lifetime.signal.throwIfAborted()
  if (all.failed.length > 0) {
    log.info(`\nFailed checks: ${all.failed.join(", ")}`)
  }
  if (all.code !== 0 && all.failures === 0) {
    log.info("\nNo test failed, but Jest did: see above.")
  }
  if (all.broken > 0) {
    log.info(
      `
Test files that did not finish, each counted as a failure: ${all.broken}`
    )
  }
  log.info(`\n${all.passed} passed, ${all.failures} failed`)
  return all.failed.length > 0 || all.code !== 0 ? 1 : 0
})

/** @returns {Promise<string[]>} the names of those that failed */
async function runChecks() {
  /** @type {string[]} */
  const failed = []
  for (const check of CHECKS) {
    if (!(await isPassed(check))) {
      failed.push(check[0])
    }
    lifetime.signal.throwIfAborted()
  }
  return failed
}

/**
 * @param {typeof CHECKS[number]} check
 * @returns {Promise<boolean>} what it has to say is printed if it failed
 */
async function isPassed([name, [command = "", ...args]]) {
  let output = ""
  const code = await log.step(
    `Check ${name}`,
    () =>
      run([bin(command), ...args], {
        cwd: ROOT,
        env: {
          FORCE_COLOR: process.stdout.isTTY ? "1" : "0",
          REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
        },
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
 * Two things at a time, each of which keeps one core busy: a whole Medusa and
 * then the checks, and beside them all other tests. What the first tests have to
 * say waits, so that it is not mixed up with the second.
 */
async function runAll() {
  const database = await startDatabase()
  let output = ""
  const first = runJest(
    { ...database, TZ: ZONES.http },
    ["--selectProjects", "http"],
    (text) => (output += text)
  ).then(async (http) => ({ http, failed: await runChecks() }))
  const others = await runJest({ ...database, TZ: ZONES.others }, [
    ...["--coverage", "--selectProjects", "unit", "modules"],
  ])
  const { http, failed } = await first
  log.info(output)
  return {
    failed,
    code: others.code || http.code,
    passed: others.passed + http.passed,
    failures: others.failed + http.failed,
    broken: others.broken + http.broken,
  }
}

async function runSome() {
  const database = await startDatabase()
  const env = asked.includes("orders") ? { TZ: ZONES.orders } : {}
  const { failed, ...jest } = await runJest(
    { ...database, ...env },
    jestArguments()
  )
  return { ...jest, failures: failed, failed: [] }
}

function startDatabase() {
  return log.step("Start PostgreSQL", () =>
    testDatabase(lifetime, NO_POWER_CUT)
  )
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
