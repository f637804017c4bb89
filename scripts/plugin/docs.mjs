import fs from "node:fs"
import path from "node:path"

import { ROOT } from "../lib/paths.mjs"

/**
 * The TypeScript example of a page that contains some text. The test's store is
 * made of the documentation's examples, so that they are true.
 *
 * @param {string} page relative to the root
 * @param {string} text
 */
export function example(page, text) {
  const markdown = fs.readFileSync(path.join(ROOT, page), "utf8")
  const blocks = [...markdown.matchAll(/^ *```ts\n([^]*?)^ *```$/gm)]
  const found = blocks.map(([, code = ""]) => code)
  const [code, ...others] = found.filter((block) => block.includes(text))
  if (code === undefined || others.length > 0) {
    throw new Error(`${page} should have one example with ${text}`)
  }
  return code
}
