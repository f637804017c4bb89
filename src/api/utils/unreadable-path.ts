import {
  errorHandler,
  type MedusaErrorHandlerFunction,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"

import { BookingRefusal } from "../../modules/resource_booking"
import { sendRefusal } from "./answers"

const OURS = /^\/(store|admin)\/resource-booking\//

const otherErrors = errorHandler()

/**
 * Refuses paths such as `/holds/%E0%A4%A`. Express fails to decode them while
 * it looks for the route, and Medusa would answer 500.
 */
export function requireReadablePath(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): void {
  try {
    decodeURIComponent(req.path)
    next()
  } catch {
    sendUnreadable(res)
  }
}

/**
 * The same for the admin. There a middleware of Medusa's own, for `/admin*`,
 * makes Express decode the path before any of ours runs, so that only the
 * error handler is left to say it. All other errors are Medusa's to answer.
 */
export const answerUnreadablePath: MedusaErrorHandlerFunction = (
  error,
  req,
  res,
  next
) => {
  if (error instanceof URIError && OURS.test(req.path)) {
    return sendUnreadable(res)
  }
  return otherErrors(error, req, res, next)
}

function sendUnreadable(res: MedusaResponse): void {
  const refusal = new BookingRefusal({
    ok: false,
    code: "invalid_data",
    message: "The path is not valid: its percent-encoding is not UTF-8.",
    details: {},
  })
  sendRefusal(res, refusal)
}
