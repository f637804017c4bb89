import type { MedusaRequest } from "@medusajs/framework/http"
import express from "express"

import { addressKey, type Options } from "../../modules/resource_booking"

type TrustProxy = Options["trust_proxy"]

const readers = new Map<TrustProxy, (req: MedusaRequest) => string | null>()

/**
 * The client's address, as the limits count it: Express's `req.ip` under our
 * option `trust_proxy`.
 *
 * Medusa sets `trust proxy` to 1 for the whole store, so its `req.ip` is
 * whatever the client writes into X-Forwarded-For unless a proxy stands in
 * front: no ground for a limit. Changing that setting would change the whole
 * store, so Express computes the address by a setting of our own.
 */
export function clientAddress(
  req: MedusaRequest,
  trustProxy: TrustProxy
): string | null {
  let read = readers.get(trustProxy)
  if (!read) {
    read = readerFor(trustProxy)
    readers.set(trustProxy, read)
  }
  return read(req)
}

function readerFor(
  trustProxy: TrustProxy
): (req: MedusaRequest) => string | null {
  const app = express().set("trust proxy", trustProxy)
  return (req) => {
    const seen = Object.create(req, { app: { value: app } }) as MedusaRequest
    return seen.ip === undefined ? null : addressKey(seen.ip)
  }
}
