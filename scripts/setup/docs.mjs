import fs from "node:fs"
import path from "node:path"

import { DATA, ROOT } from "../lib/paths.mjs"

/** What the app serves at /docs; see src/api/docs. */
export const DOCS = path.join(DATA, "docs")

const FILES = [
  "docs/reference/openapi.yaml",
  "node_modules/redoc/bundles/redoc.standalone.js",
]

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Resource Booking: HTTP API</title>
    <style>
      body {
        margin: 0;
      }
    </style>
  </head>
  <body>
    <redoc spec-url="/docs/openapi.yaml"></redoc>
    <script src="/docs/redoc.standalone.js"></script>
  </body>
</html>
`

/** Puts the page that shows the HTTP API together, with all that it needs. */
export function buildDocs() {
  fs.mkdirSync(DOCS, { recursive: true })
  for (const file of FILES) {
    fs.copyFileSync(path.join(ROOT, file), path.join(DOCS, path.basename(file)))
  }
  fs.writeFileSync(path.join(DOCS, "index.html"), PAGE)
}
