import type { MedusaResponse } from "@medusajs/framework/http"

import { ERRORS_HEADER, IN_MESSAGE } from "../../client/headers"
import {
  type BookingRefusal,
  isBookingRefusal,
  toHttpError,
} from "../../modules/resource_booking"

/** Rows that are written at once. */
const PIECE = 500

/** What a handler gives back; the route sends it, as JSON unless it is text. */
export type Answer = {
  status: number
  body: unknown
  /** Of a text. */
  headers?: Record<string, string>
}

/** A text that is sent in pieces, since it may be long. */
export class Pieces {
  constructor(readonly texts: Iterable<string>) {}
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

/** JSON with a list that may be long, and what else there is. */
export function okWithRows(besides: object, rows: readonly unknown[]): Answer {
  const headers = { "Content-Type": "application/json; charset=utf-8" }
  return { status: 200, body: new Pieces(jsonOf(besides, rows)), headers }
}

function* jsonOf(besides: object, rows: readonly unknown[]): Iterable<string> {
  yield `${JSON.stringify(besides).slice(0, -1)},"rows":[`
  for (let at = 0; at < rows.length; at += PIECE) {
    const piece = JSON.stringify(rows.slice(at, at + PIECE)).slice(1, -1)
    yield at === 0 ? piece : `,${piece}`
  }
  yield "]}"
}

/** A table for a spreadsheet, which a browser saves under the name. */
export function csv(name: string, lines: Iterable<string>): Answer {
  const headers = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
  }
  return { status: 200, body: new Pieces(lines), headers }
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
 * Sends an answer as JSON. Of an error, whoever asks for it gets the whole
 * answer in its message once more: see client/headers.ts.
 */
export function sendJson(
  res: MedusaResponse,
  status: number,
  body: unknown
): void {
  const isWanted = status >= 400 && res.req.get(ERRORS_HEADER) === IN_MESSAGE
  res
    .status(status)
    .json(
      isWanted ? { ...(body as object), message: JSON.stringify(body) } : body
    )
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
  sendJson(res.set(headers), status, body)
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
