import type { Limits } from "../../../modules/resource_booking"
import {
  connectRedis,
  countOne,
  countRead,
  createRateLimits,
} from "../rate-limits"

const LIMITS: Limits = {
  live_holds: 10,
  units: 50,
  resource_dates: 366,
  holds_per_minute: 3,
  address_holds_per_minute: 5,
  address_live_holds: 500,
  address_resource_dates: 1_500,
  address_share: 0.5,
  address_window_days: 28,
  address_reads_per_minute: 7,
}

/** Nobody listens there. */
const UNREACHABLE_REDIS = "redis://127.0.0.1:1"

const REFUSAL = {
  code: "rate_limited",
  message: "Too many bookings in a minute. Please wait.",
}

describe("countOne", () => {
  it("refuses the one above the limit, and says when to come back", async () => {
    const { owner } = createRateLimits(LIMITS)
    for (let n = 0; n < LIMITS.holds_per_minute; n++) {
      await countOne(owner, "email a@example.com")
    }
    const refused = countOne(owner, "email a@example.com")
    await expect(refused).rejects.toMatchObject(REFUSAL)
    await expect(refused).rejects.toHaveProperty("details.retry_after", 60)
  })

  it("counts each owner for itself", async () => {
    const { owner } = createRateLimits({ ...LIMITS, holds_per_minute: 1 })
    await countOne(owner, "cart cart_1")
    await expect(countOne(owner, "cart cart_2")).resolves.toBeUndefined()
  })

  it("counts addresses apart from owners", async () => {
    const { owner, address } = createRateLimits(LIMITS)
    for (let n = 0; n < LIMITS.holds_per_minute; n++) {
      await countOne(owner, "127.0.0.1")
    }
    await expect(countOne(address, "127.0.0.1")).resolves.toBeUndefined()
  })

  it("counts reads by what they cost", async () => {
    const { reads } = createRateLimits(LIMITS)
    await countRead(reads, "127.0.0.1", 5)
    await countRead(reads, "127.0.0.1", 2)
    await expect(countRead(reads, "127.0.0.1", 1)).rejects.toMatchObject({
      code: "rate_limited",
      message: "Too many requests in a minute. Please wait.",
    })
    await expect(countRead(reads, "127.0.0.2", 7)).resolves.toBeUndefined()
  })

  it("counts in memory while Redis is away", async () => {
    const redis = await connectRedis(UNREACHABLE_REDIS)
    const { owner } = createRateLimits(LIMITS, redis)
    try {
      for (let n = 0; n < LIMITS.holds_per_minute; n++) {
        await countOne(owner, "cart cart_1")
      }
      const refused = countOne(owner, "cart cart_1")
      await expect(refused).rejects.toMatchObject(REFUSAL)
    } finally {
      redis.disconnect()
    }
  })
})
