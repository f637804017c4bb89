import type { MedusaResponse } from "@medusajs/framework/http"
import {
  isBookingRefusal,
  toHttpError,
  type BookingRefusal,
} from "../../modules/resource_booking"

/** What a handler gives back; the route sends it, as JSON unless it is text. */
export type Answer = {
  status: number
  body: unknown
  /** Of a text. */
  headers?: Record<string, string>
}

export function ok(body: unknown): Answer {
  return { status: 200, body }
}

export function created(body: unknown): Answer {
  return { status: 201, body }
}

/** What takes longer than a request should goes on, and can be asked for. */
export function goesOn(body: unknown): Answer {
  return { status: 202, body }
}

/** A table for a spreadsheet, which a browser saves under the name. */
export function csv(name: string, text: string): Answer {
  const headers = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
  }
  return { status: 200, body: text, headers }
}

/** Medusa's answer to a deletion. */
export function deleted(
  object:
    | "booking_resource"
    | "booking_group"
    | "booking_blackout"
    | "booking_hold"
    | "booking_variant_link",
  id: string,
  more: Record<string, unknown> = {}
): Answer {
  return ok({ id, object, deleted: true, ...more })
}

/**
 * Sends a refusal as its HTTP error. From the route, and not through Medusa's
 * error handler, which overwrites code and message of a conflict and drops
 * the details.
 */
export function sendRefusal(
  res: MedusaResponse,
  refusal: BookingRefusal
): void {
  const { status, headers, body } = toHttpError(refusal)
  res.status(status).set(headers).json(body)
}

/**
 * Sends what went wrong if it is a refusal.
 *
 * @throws the error itself if it is anything else: a defect
 */
export function sendIfRefusal(res: MedusaResponse, error: unknown): void {
  if (!isBookingRefusal(error)) {
    throw error
  }
  sendRefusal(res, error)
}
