import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"

import { MAX_RESOURCE_DATES } from "../../../modules/resource_booking"
import { sendIfRefusal } from "../../utils/answers"
import { bookingsOf } from "../../utils/callers"
import { clientAddress } from "../../utils/client-address"
import { countRead, rateLimitsOf } from "../../utils/rate-limits"

const DAY_MS = 86_400_000
/** So many dates cost as much as one read that names none. */
const DATES_OF_A_POINT = 28
/** A search looks at everything, an availability at what it names. */
const SEARCH_FACTOR = 5
const SEARCH = /\/(resources|groups)\/?$/

/** Bounds what an address reads in a minute, before anything is looked up. */
export async function limitReads(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const { limits, trust_proxy } = bookingsOf(req).options
  if (limits !== "off" && req.method === "GET") {
    try {
      const { reads } = await rateLimitsOf(req, limits)
      const address = clientAddress(req, trust_proxy) ?? "unknown"
      await countRead(reads, address, pointsOf(req))
    } catch (error) {
      return sendIfRefusal(res, error)
    }
  }
  next()
}

/** NaN for what is no date. */
function dayOf(date: unknown): number {
  return typeof date === "string" ? Date.parse(date) / DAY_MS : NaN
}

/** What a read costs, by a query that nobody has checked yet. */
function pointsOf({ query, path }: MedusaRequest): number {
  const dates = Math.abs(dayOf(query.end_date) - dayOf(query.start_date))
  if (Number.isNaN(dates)) {
    return 1
  }
  const bounded = Math.min(dates, MAX_RESOURCE_DATES)
  const factor = SEARCH.test(path) ? SEARCH_FACTOR : 1
  return factor * (1 + Math.floor(bounded / DATES_OF_A_POINT))
}
