import fs from "node:fs"
import path from "node:path"

import { fingerprint, installedVersion } from "../lib/fingerprint.mjs"
import { APP } from "../lib/paths.mjs"
import { medusa } from "./medusa.mjs"

const STAMP = path.join(APP, ".built-from")

/** Whether the built app is that of the present sources. */
export function isBuilt() {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === sources()
}

/**
 * Builds the app and the admin into `.medusa/app`.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 */
export async function build(env, signal) {
  const stamp = sources()
  fs.rmSync(STAMP, { force: true })
  await medusa(
    ["build", "--no-lint"],
    { ...env, NODE_ENV: "production" },
    signal
  )
  fs.writeFileSync(STAMP, stamp)
}

function sources() {
  const files = fingerprint(
    ["src", "medusa-config.ts", "tsconfig.json", "package.json"],
    (file) => !file.includes("__tests__")
  )
  return `${files} medusa ${installedVersion("@medusajs/medusa")}`
}
