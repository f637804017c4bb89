import crypto from "node:crypto"
import fs from "node:fs"
import path from "node:path"

import { ROOT } from "./paths.mjs"

/**
 * A hash of files' paths and content, by which a step knows that nothing it
 * depends on has changed.
 *
 * @param {string[]} places files and folders, relative to the root; missing
 *   ones count as empty
 * @param {(file: string) => boolean} [wanted]
 */
export function fingerprint(places, wanted = () => true) {
  const hash = crypto.createHash("sha256")
  for (const file of places.flatMap(filesIn).filter(wanted).sort()) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(ROOT, file)))
  }
  return hash.digest("hex").slice(0, 16)
}

/**
 * The version of an installed package.
 *
 * @param {string} name
 * @returns {string}
 */
export function installedVersion(name) {
  const file = path.join(ROOT, "node_modules", name, "package.json")
  return JSON.parse(fs.readFileSync(file, "utf8")).version
}

/**
 * @param {string} place
 * @returns {string[]}
 */
function filesIn(place) {
  const full = path.join(ROOT, place)
  const stat = fs.statSync(full, { throwIfNoEntry: false })
  if (!stat) {
    return []
  }
  return stat.isDirectory()
    ? fs.readdirSync(full).flatMap((name) => filesIn(path.join(place, name)))
    : [place]
}
