import {
  basketClock,
  broughtEnd,
  commonDeadline,
  laterEnds,
  pinnedEnd,
  pinnedUntil,
  RETRY_MS,
  sameCart,
  ttlOf,
  unpinnedEnd,
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
    deadline_ms: 9,
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

const ending = (id: string, expires_at_ms: number, deadline_ms: number) => ({
  ...{ id, expires_at_ms, deadline_ms },
})

describe("laterEnds (R15, R93)", () => {
  it("goes to the cart's end, no further than each one's deadline", () => {
    const [near, far] = [ending("near", 10, 20), ending("far", 10, 90)]
    expect(laterEnds([near, far], 50)).toEqual([
      { hold: near, end_ms: 20 },
      { hold: far, end_ms: 50 },
    ])
  })

  it("leaves out who ends as late already, and shortens nobody", () => {
    const pinned = ending("pinned", 40, 20)
    expect(laterEnds([ending("same", 50, 90), pinned], 50)).toEqual([])
  })
})

describe("broughtEnd (R15, R93)", () => {
  it("is its own in a cart where nothing is held", () => {
    expect(broughtEnd(ending("a", 30, 90), [])).toBe(30)
  })

  it("is the cart's, earlier or later, within its own deadline", () => {
    expect(broughtEnd(ending("a", 30, 90), [10])).toBe(10)
    expect(broughtEnd(ending("a", 30, 90), [50])).toBe(50)
    expect(broughtEnd(ending("a", 30, 40), [50])).toBe(40)
  })
})

describe("pinnedEnd (R93)", () => {
  it("is the basket's, and at most one grace after the own deadline", () => {
    expect(pinnedEnd({ deadline_ms: 100 }, 114, 15)).toBe(114)
    expect(pinnedEnd({ deadline_ms: 100 }, 115, 15)).toBe(115)
    expect(pinnedEnd({ deadline_ms: 100 }, 116, 15)).toBe(115)
  })
})

describe("unpinnedEnd (R24, R93)", () => {
  const hold = (
    own_end_ms: number,
    deadline_ms: number,
    payment_tried = true
  ) => ({
    ...{ own_end_ms, deadline_ms, payment_tried },
  })
  const [GRACE, HOUR] = [15 * MINUTE, 60 * MINUTE]

  it("is its own end where no payment was tried, though that is past", () => {
    expect(unpinnedEnd(hold(7, HOUR, false), GRACE, 9)).toBe(7)
  })

  it("is five minutes from now after a payment that failed", () => {
    expect(unpinnedEnd(hold(7, HOUR), GRACE, 9)).toBe(9 + RETRY_MS)
    expect(unpinnedEnd(hold(HOUR, HOUR), GRACE, 9)).toBe(HOUR)
  })

  it("gives the five minutes once when deadline and grace are over", () => {
    const latest = HOUR + GRACE + RETRY_MS
    expect(unpinnedEnd(hold(7, HOUR), GRACE, HOUR + GRACE)).toBe(latest)
    expect(unpinnedEnd(hold(7, HOUR), GRACE, latest - 1)).toBe(latest)
  })
})
