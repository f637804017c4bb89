import {
  basketClock,
  commonDeadline,
  pinnedUntil,
  sameCart,
  ttlOf,
} from "../deadline"

const MINUTE = 60_000

describe("ttlOf (R10)", () => {
  it("is the shortest, with the option for those that set none", () => {
    const ttl = (...minutes: (number | null)[]) =>
      ttlOf(
        minutes.map((hold_ttl_minutes) => ({ hold_ttl_minutes })),
        30
      )
    expect(ttl(null)).toBe(30 * MINUTE)
    expect(ttl(15, null)).toBe(15 * MINUTE)
    expect(ttl(45, null)).toBe(30 * MINUTE)
    expect(ttl(45, 60)).toBe(45 * MINUTE)
  })

  it("takes a part of a minute from the option", () => {
    expect(ttlOf([{ hold_ttl_minutes: null }], 0.0041)).toBe(246)
  })
})

describe("basketClock (R17)", () => {
  const clock = { started_at_ms: 0, deadline_ms: 100 }

  it("runs on while there are live holds", () => {
    expect(basketClock(clock, 1, 99, 100)).toEqual(clock)
  })

  it("starts anew without a live hold, or when it has run out", () => {
    const anew = { started_at_ms: 100, deadline_ms: 200 }
    expect(basketClock(null, 0, 100, 100)).toEqual(anew)
    expect(basketClock(clock, 1, 100, 100)).toEqual(anew)
    expect(basketClock(clock, 0, 50, 100)).toEqual({
      started_at_ms: 50,
      deadline_ms: 150,
    })
  })
})

describe("commonDeadline (R15)", () => {
  it("is now and the smallest length", () => {
    expect(commonDeadline([30, 15], [10], 1000, 100)).toBe(115)
  })

  it("is never earlier than before", () => {
    expect(commonDeadline([30, 15], [120], 1000, 100)).toBe(120)
  })

  it("stays within the lifetime cap", () => {
    expect(commonDeadline([30], [], 120, 100)).toBe(120)
  })
})

describe("sameCart", () => {
  const sibling = (id: string, cart_id: string | null) => ({
    id,
    cart_id,
    expires_at_ms: 0,
    ttl_ms: 1,
    units: 1,
    resource_dates: 1,
  })

  it("takes no hold without a cart for one of the same", () => {
    const siblings = [sibling("a", null), sibling("b", "cart_1")]
    expect(sameCart(siblings, null)).toEqual([])
    expect(sameCart(siblings, "cart_1").map((s) => s.id)).toEqual(["b"])
  })
})

describe("pinnedUntil (R17, R22)", () => {
  const basket = (deadline_ms: number, grace_until_ms: number | null) => ({
    ...{ started_at_ms: 0, deadline_ms, grace_until_ms },
  })

  it("is the whole grace, up to the lifetime cap and no use of it", () => {
    expect(pinnedUntil(basket(150, null), 50, 100)).toEqual({
      end_ms: 150,
      grace_until_ms: null,
    })
  })

  it("goes past the cap once, and not further by trying again", () => {
    const first = pinnedUntil(basket(149, null), 50, 100)
    expect(first).toEqual({ end_ms: 150, grace_until_ms: 150 })
    const again = pinnedUntil(basket(149, first.grace_until_ms), 50, 120)
    expect(again).toEqual({ end_ms: 150, grace_until_ms: 150 })
  })

  it("never ends before the cap because of an earlier grace", () => {
    expect(pinnedUntil(basket(200, 150), 50, 180)).toEqual({
      end_ms: 200,
      grace_until_ms: 150,
    })
  })
})
