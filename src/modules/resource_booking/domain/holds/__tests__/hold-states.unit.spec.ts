import { effectiveStatus, secondsRemaining } from "../hold-states"

describe("effectiveStatus (R12)", () => {
  const active = { status: "active", expiresAtMs: 1000 } as const

  it("is expired from the very millisecond of its end", () => {
    expect(effectiveStatus(active, 999)).toBe("active")
    expect(effectiveStatus(active, 1000)).toBe("expired")
  })

  it("leaves what has ended otherwise as it is", () => {
    const confirmed = { status: "confirmed", expiresAtMs: 1000 } as const
    expect(effectiveStatus(confirmed, 2000)).toBe("confirmed")
  })
})

describe("secondsRemaining", () => {
  const active = { status: "active", expiresAtMs: 2000 } as const

  it("rounds up, so that a live hold never shows 0", () => {
    expect(secondsRemaining(active, 0)).toBe(2)
    expect(secondsRemaining(active, 1)).toBe(2)
    expect(secondsRemaining(active, 1999)).toBe(1)
  })

  it("is 0 for a hold that has ended", () => {
    expect(secondsRemaining(active, 2000)).toBe(0)
    const released = { status: "released", expiresAtMs: 2000 } as const
    expect(secondsRemaining(released, 0)).toBe(0)
  })
})
