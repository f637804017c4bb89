/**
 * `npm run openapi`: writes docs/reference/openapi.yaml from the records and
 * the routes. A test says when it must be run.
 */
import fs from "node:fs"
import path from "node:path"

import { stringify } from "yaml"

import { log } from "./lib/log.mjs"
import { ROOT } from "./lib/paths.mjs"

/** TypeScript, which tsx reads. */
const DOCUMENT = "../src/api/contract/document"

/** @type {{ openApi: () => object }} */
const { openApi } = await import(DOCUMENT)

const file = path.join(ROOT, "docs/reference/openapi.yaml")
const text = stringify(openApi(), {
  aliasDuplicateObjects: false,
  schema: "yaml-1.1",
})
fs.writeFileSync(
  file,
  `# Made by \`npm run openapi\` from the code. Changes are lost.\n${text}`
)
log.info(`Written: ${path.relative(ROOT, file)}`)
