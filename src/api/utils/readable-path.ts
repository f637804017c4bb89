import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { BookingRefusal } from "./booking-module"
import { sendRefusal } from "./answers"

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
    sendRefusal(
      res,
      new BookingRefusal({
        ok: false,
        code: "invalid_data",
        message: "The path is not valid: a % must be followed by two digits.",
        details: {},
      })
    )
  }
}
