import path from "node:path"
import { fileURLToPath } from "node:url"

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url))

/** Everything that the scripts keep between runs; git ignores it. */
export const DATA = path.resolve(ROOT, process.env.DATA_FOLDER ?? ".data")

/** The built app; see outDir in tsconfig.json. */
export const APP = path.join(ROOT, ".medusa", "app")

/**
 * The script behind a command of an installed package. Run it with node: npx
 * would put another process between us and it, and swallow signals.
 *
 * @param {string} name
 */
export function bin(name) {
  return path.join(ROOT, "node_modules", ".bin", name)
}
