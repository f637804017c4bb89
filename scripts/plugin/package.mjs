import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"

import { ROOT } from "../lib/paths.mjs"
import { runQuietly } from "./commands.mjs"

/** What a store can import of the package: see `exports` in package.json. */
const ENTRIES = [
  "modules/resource_booking/index",
  "modules/resource_booking/types/index",
  "workflows/index",
]

const NEEDED = [
  "package.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "docs/README.md",
  ".medusa/server/src/admin/index.mjs",
  ".medusa/server/src/admin/index.js",
  ...["js", "d.ts"].flatMap((type) =>
    ENTRIES.map((entry) => `.medusa/server/src/${entry}.${type}`)
  ),
]

/** What only this repository needs: its demo, tests, measurements and maps. */
const UNWANTED =
  /(^|\/)(examples?(?!\/deploying)|demo|seed|shop|scripts|bench|chaos|integration-tests|__tests__)(\/|\.)|\.(spec|test)\.|\.map$/

/**
 * Makes the package as `npm pack` does, and looks at what is in it.
 *
 * @param {string} folder where to put it
 * @param {AbortSignal} signal
 * @returns {Promise<{ tarball: string, says: string }>} its file, and its size
 * @throws when a file is in it that should not be, or is missing
 */
export async function makePackage(folder, signal) {
  const { npm_execpath: npm } = process.env
  if (!npm) {
    throw new Error("It needs npm: npm run test:plugin")
  }
  await runQuietly([npm, "pack", `--pack-destination=${folder}`], {
    cwd: ROOT,
    signal,
  })
  const [name = ""] = fs.readdirSync(folder).filter((f) => f.endsWith(".tgz"))
  const tarball = path.join(folder, name)
  const files = list(tarball)
  const unwanted = files.filter((file) => UNWANTED.test(file))
  const missing = NEEDED.filter((file) => !files.includes(file))
  if (unwanted.length > 0 || missing.length > 0) {
    throw new Error(
      `${name} contains what it should not: ${unwanted.join(", ") || "nothing"}; ` +
        `and lacks: ${missing.join(", ") || "nothing"}`
    )
  }
  const size = (fs.statSync(tarball).size / 1_000).toFixed(0)
  return { tarball, says: `${name}: ${size} kB, ${files.length} files` }
}

/**
 * @param {string} tarball
 * @returns {string[]}
 */
function list(tarball) {
  const { status, stdout } = spawnSync("tar", ["-tzf", tarball], {
    encoding: "utf8",
  })
  if (status !== 0) {
    throw new Error(`${tarball} can't be read`)
  }
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/^package\//, ""))
}
