import { createHash } from "node:crypto"

import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Redis } from "ioredis"
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible"

import { type Limits, reject } from "../../modules/resource_booking"

const SECONDS = 60
const PREFIX = "resource_booking"
const HASH_BYTES = 24

export type RateLimits = {
  owner: RateLimiterAbstract
  address: RateLimiterAbstract
  reads: RateLimiterAbstract
}

/** By the options that they were made for: one set for a running store. */
const known = new WeakMap<Limits, Promise<RateLimits>>()

/**
 * The limiters of a minute's creations and reads. They count in Redis when the store
 * has one, so that several servers count together, and in memory otherwise or
 * while Redis is away: a limit that is too wide for a while is better than a
 * shop that is closed.
 */
export function rateLimitsOf(
  req: MedusaRequest,
  limits: Limits
): Promise<RateLimits> {
  let made = known.get(limits)
  if (!made) {
    const config = req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    made = openRateLimits(limits, config.projectConfig.redisUrl)
    known.set(limits, made)
  }
  return made
}

async function openRateLimits(
  limits: Limits,
  redisUrl: string | undefined
): Promise<RateLimits> {
  const redis = redisUrl ? await connectRedis(redisUrl) : undefined
  return createRateLimits(limits, redis)
}

/** @param redis where to count; in memory when left out */
export function createRateLimits(limits: Limits, redis?: Redis): RateLimits {
  const limiter = (kind: string, points: number): RateLimiterAbstract => {
    const options = {
      keyPrefix: `${PREFIX}_${kind}`,
      points,
      duration: SECONDS,
    }
    const memory = new RateLimiterMemory(options)
    return redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: redis,
          insuranceLimiter: memory,
        })
      : memory
  }
  return {
    owner: limiter("holds_owner", limits.holds_per_minute),
    address: limiter("holds_address", limits.address_holds_per_minute),
    reads: limiter("reads", limits.address_reads_per_minute),
  }
}

/**
 * Counts one creation.
 *
 * @param key of whom
 * @throws BookingRefusal `rate_limited`
 */
export function countOne(
  limiter: RateLimiterAbstract,
  key: string
): Promise<void> {
  return count(limiter, key, 1, "bookings")
}

/**
 * Counts one read.
 *
 * @param points what it costs
 * @throws BookingRefusal `rate_limited`
 */
export function countRead(
  limiter: RateLimiterAbstract,
  address: string,
  points: number
): Promise<void> {
  return count(limiter, address, points, "requests")
}

/** @param key hashed, since an address must not stand in a cache */
async function count(
  limiter: RateLimiterAbstract,
  key: string,
  points: number,
  what: string
): Promise<void> {
  const hashed = createHash("sha256").update(key).digest("base64url")
  try {
    await limiter.consume(hashed.slice(0, HASH_BYTES), points)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) {
      throw error
    }
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000))
    reject("rate_limited", `Too many ${what} in a minute. Please wait.`, {
      retry_after: seconds,
    })
  }
}

/** A client that fails at once when Redis is away, so that memory takes over. */
export async function connectRedis(url: string): Promise<Redis> {
  const { Redis } = await import("ioredis")
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  })
  // Without a listener an unreachable Redis would end the process.
  client.on("error", () => undefined)
  return client
}
