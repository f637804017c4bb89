import fs from "node:fs"
import path from "node:path"

import { ROOT } from "../lib/paths.mjs"

/**
 * All TypeScript examples of a page whose first line names their file.
 *
 * @param {string} page relative to the root
 * @returns {{ file: string, code: string }[]}
 */
export function examples(page) {
  return blocksOf(page).flatMap((code) => {
    const [, file] = /^\/\/ (src\/\S+\.ts)\n/.exec(code) ?? []
    return file === undefined ? [] : [{ file, code }]
  })
}

/**
 * The TypeScript example of a page that contains some text. The test's store is
 * made of the documentation's examples, so that they are true.
 *
 * @param {string} page relative to the root
 * @param {string} text
 */
export function example(page, text) {
  const found = blocksOf(page).filter((block) => block.includes(text))
  const [code, ...others] = found
  if (code === undefined || others.length > 0) {
    throw new Error(`${page} should have one example with ${text}`)
  }
  return code
}

/**
 * @param {string} page
 * @returns {string[]}
 */
function blocksOf(page) {
  const markdown = fs.readFileSync(path.join(ROOT, page), "utf8")
  const blocks = [...markdown.matchAll(/^ *```ts\n([^]*?)^ *```$/gm)]
  return blocks.map(([, code = ""]) => code)
}
