import type { MedusaRequest } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"

import { parse } from "./validation"

/** The rule for an idempotency key, whether from the header or the body. */
export const IdempotencyKey = z
  .string("Missing header: Idempotency-Key")
  .regex(
    /^[\x20-\x7e]{1,255}$/,
    "An idempotency key must be 1 to 255 printable ASCII characters"
  )

/**
 * A request's key; the header wins over the body.
 *
 * @throws BookingRefusal `invalid_data`
 */
export function keyOf(req: MedusaRequest, token: string | undefined): string {
  return parse(IdempotencyKey, req.get("idempotency-key") ?? token)
}
