import path from "node:path"

import type {
  MedusaNextFunction,
  MedusaResponse,
} from "@medusajs/framework/http"

/**
 * Where the demo has put the page that shows docs/reference/openapi.yaml. Without
 * it there is none: only `npm run demo` sets it, and it is not in the package.
 */
const folder = () => process.env.DOCS_FOLDER

/** What the page needs comes from here, and nothing from anywhere else. */
const ONLY_OURS = [
  "default-src 'self'",
  "script-src 'self' blob:",
  "worker-src blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
].join("; ")

/** The page or one of its files, by its name. */
export function sendFile(
  name: string,
  res: MedusaResponse,
  next: MedusaNextFunction
): void {
  const root = folder()
  if (!root) {
    return next()
  }
  res.set("Content-Security-Policy", ONLY_OURS)
  res.sendFile(path.basename(name), { root }, (error) => {
    if (error && !res.headersSent) {
      res.status(404).type("text").send("File not found.")
    }
  })
}
