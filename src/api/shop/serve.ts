import fs from "node:fs/promises"
import path from "node:path"

import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { Modules } from "@medusajs/framework/utils"

/**
 * Where the demo has built examples/storefront to. Without it there is no shop:
 * only `npm run demo` sets it, and none of this is in the package.
 */
const folder = () => process.env.SHOP_FOLDER

/** What stands in index.html in the key's place. */
const PLACEHOLDER = "{{publishable_key}}"

/** The page, whichever of its addresses was asked for: it has its own router. */
export async function sendPage(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const root = folder()
  if (!root) {
    return next()
  }
  const page = await fs.readFile(path.join(root, "index.html"), "utf8")
  const key = await publishableKey(req)
  res
    .status(200)
    .set("Cache-Control", "no-store")
    .type("html")
    .send(page.replace(PLACEHOLDER, () => key))
}

/** A script or a style sheet; its name has a hash of its content. */
export function sendAsset(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): void {
  const root = folder()
  if (!root) {
    return next()
  }
  const file = path.posix.join("assets", path.basename(req.params.name ?? ""))
  res.sendFile(file, { root, immutable: true, maxAge: "1y" }, (error) => {
    if (error && !res.headersSent) {
      res.status(404).type("text").send("File not found.")
    }
  })
}

/** Read at each request: it may have been revoked and replaced. */
async function publishableKey(req: MedusaRequest): Promise<string> {
  const keys = await req.scope
    .resolve(Modules.API_KEY)
    .listApiKeys({ type: "publishable" }, { order: { created_at: "ASC" } })
  return keys.find(({ revoked_at }) => !revoked_at)?.token ?? ""
}
