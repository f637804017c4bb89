import fs from "node:fs"
import path from "node:path"

import { fingerprint, installedVersion } from "../lib/fingerprint.mjs"
import { bin, ROOT } from "../lib/paths.mjs"
import { run } from "../lib/processes.mjs"

const SOURCE = "examples/storefront"

/** What the app serves at /shop; see src/api/shop. */
export const SHOP = path.join(ROOT, SOURCE, "dist")

const STAMP = path.join(SHOP, ".built-from")

/** Whether the built shop is that of the present sources. */
export function isShopBuilt() {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === sources()
}

/**
 * Builds the example shop.
 *
 * @param {AbortSignal} signal
 */
export async function buildShop(signal) {
  const stamp = sources()
  let output = ""
  const code = await run([bin("vite"), "build", SOURCE], {
    cwd: ROOT,
    env: { NODE_ENV: "production" },
    signal,
    onOutput: (text) => (output += text),
  })
  if (code !== 0) {
    throw new Error(`vite build ${SOURCE} failed:\n\n${output}`)
  }
  fs.writeFileSync(STAMP, stamp)
}

function sources() {
  const files = fingerprint(
    [
      ...[`${SOURCE}/index.html`, `${SOURCE}/vite.config.ts`, `${SOURCE}/src`],
      "src/client",
    ],
    (file) => !file.includes("__tests__")
  )
  const versions = ["vite", "react", "react-router-dom", "@medusajs/js-sdk"]
  return [files, ...versions.map(installedVersion)].join(" ")
}
