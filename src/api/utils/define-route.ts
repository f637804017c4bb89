import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"

import {
  reject,
  type ResourceBookingService,
} from "../../modules/resource_booking"
import type { Actor } from "../../modules/resource_booking/types"
import { type Answer, Pieces, sendIfRefusal, sendJson } from "./answers"
import { actorOf, bookingsOf } from "./callers"
import { busyIfOutage } from "./outages"
import { sendPieces } from "./send-pieces"
import { isId, parse } from "./validation"

const Nothing = z.strictObject({})

/** What a route takes; what it doesn't name must be empty. */
export type Contract<Body extends z.ZodType, Query extends z.ZodType> = {
  body?: Body
  query?: Query
}

/** A request whose every part has been checked. */
export type Call<Body, Query> = {
  body: Body
  query: Query
  /** The path's `:id`; empty where there is none. */
  id: string
  bookings: ResourceBookingService
  by: { actor: Actor }
  req: MedusaRequest
}

/**
 * A route that checks the request against its contract, hands it to the
 * handler and sends the answer or the refusal.
 *
 * Medusa's own `validateAndTransformBody` is not used: its errors have no code
 * and no details, and the contract promises both for every 4xx.
 */
export function route<
  Body extends z.ZodType = typeof Nothing,
  Query extends z.ZodType = typeof Nothing,
>(
  contract: Contract<Body, Query>,
  handle: (
    call: Call<z.output<Body>, z.output<Query>>
  ) => Promise<Answer> | Answer
) {
  const bodySchema = (contract.body ?? Nothing) as Body
  const querySchema = (contract.query ?? Nothing) as Query
  return async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
    try {
      const id = req.params.id === undefined ? "" : pathId(req, "id")
      const query = parse(querySchema, req.query)
      const input = parse(bodySchema, req.body ?? {})
      // As Medusa's routes do, for whatever of the store's reads them.
      req.validatedQuery = query as Record<string, unknown>
      req.validatedBody = input
      const { status, body, headers } = await handle({
        ...{ id, query, body: input },
        bookings: bookingsOf(req),
        by: { actor: actorOf(req) },
        req,
      })
      if (body instanceof Pieces) {
        await sendPieces(res.status(status).set(headers), body)
      } else if (headers) {
        res.status(status).set(headers).send(body)
      } else {
        sendJson(res, status, body)
      }
    } catch (error) {
      sendIfRefusal(res, busyIfOutage(req, error))
    }
  }
}

/**
 * A part of the path that is an id.
 *
 * @throws BookingRefusal `not_found`: nothing can have such an id
 */
export function pathId(req: MedusaRequest, name: string): string {
  const id = req.params[name]
  return id !== undefined && isId(id)
    ? id
    : reject("not_found", "Record not found.")
}
