import { subscribe } from "node:diagnostics_channel"

import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"

import { BookingRefusal } from "../../modules/resource_booking"
import { sendRefusal } from "./answers"

const OURS = /^\/(store|admin)\/resource-booking\//

/** By a name that every copy of this file knows. */
const UNREADABLE = Symbol.for("resource_booking.unreadable_path")

type Incoming = { url?: string; [UNREADABLE]?: boolean }

/**
 * Notes that the path of a request of ours can't be decoded, as in
 * `/holds/%E0%A4%A`, and makes it one that can be. Express decodes it while it
 * looks for what is registered, before any middleware of ours on admin routes, and
 * fails, which Medusa answers with 500. So it is looked at when Node has read it: see
 * docs/adr/0007-error-handler.md.
 */
export function notePath(request: Incoming): void {
  const { url = "" } = request
  const [path = ""] = url.split("?")
  if (!url.includes("%") || !OURS.test(path)) {
    return
  }
  const parts = path.split("/")
  if (!parts.every(isReadable)) {
    request[UNREADABLE] = true
    const readable = parts.map((part) => (isReadable(part) ? part : "_"))
    request.url = readable.join("/") + url.slice(path.length)
  }
}

subscribe("http.server.request.start", (message) =>
  notePath((message as { request: Incoming }).request)
)

/** Refuses a path that was noted, before anything is done by it. */
export function requireReadablePath(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): void {
  if (!(req as Incoming)[UNREADABLE]) {
    return next()
  }
  const refusal = new BookingRefusal({
    ok: false,
    code: "invalid_data",
    message: "The path is not valid: its percent-encoding is not UTF-8.",
    details: {},
  })
  sendRefusal(res, refusal)
}

function isReadable(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}
