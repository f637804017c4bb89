import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { json } from "express"

import { BookingRefusal, toHttpError } from "../../modules/resource_booking"
import { sendJson } from "./answers"

const LIMIT = "100kb"

const parseJson = json({ limit: LIMIT })

/** What Express's parser says; https://github.com/stream-utils/raw-body#errors */
const MESSAGES: Record<string, string> = {
  "entity.parse.failed": "The request body is not valid JSON.",
  "entity.too.large": `The request body is larger than ${LIMIT}.`,
}
const NOT_JSON =
  "The request body must be JSON, with content type application/json."
const UNREADABLE = "The request body can't be read."

/**
 * Reads the body, in place of Medusa's parser, which is switched off for our
 * routes: its errors go past every route to the store's error handler and
 * come out without code and details. And a stranger's body is read only after
 * Medusa has let him in.
 */
export function readJsonBody(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): void {
  if (hasBody(req) && !req.is("application/json")) {
    return sendUnreadable(res, 400, NOT_JSON)
  }
  parseJson(req, res, (error?: unknown) => {
    if (!error) {
      return next()
    }
    const { type, status } = error as { type?: string; status?: number }
    const client = status !== undefined && status >= 400 && status < 500
    sendUnreadable(
      res,
      client ? status : 400,
      MESSAGES[type ?? ""] ?? UNREADABLE
    )
  })
}

/** `Content-Length: 0` is what clients send with a POST of nothing. */
function hasBody(req: MedusaRequest): boolean {
  const length = req.headers["content-length"]
  return (
    req.headers["transfer-encoding"] !== undefined ||
    (length !== undefined && length !== "0")
  )
}

function sendUnreadable(
  res: MedusaResponse,
  status: number,
  message: string
): void {
  const refusal = new BookingRefusal({
    ok: false,
    code: "invalid_data",
    message,
    details: {},
  })
  sendJson(res, status, toHttpError(refusal).body)
}
