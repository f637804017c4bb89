import {
  decideConfirmation,
  decideExtension,
  decideLive,
  decideRelease,
  decideReplacement,
} from "../decide-change"
import type { HoldStatus } from "../hold-states"

const hold = (status: HoldStatus, order_id: string | null = null) => ({
  status,
  expires_at_ms: 1000,
  deadline_ms: 120_000,
  order_id,
})

describe("decideLive", () => {
  it("is over from the very millisecond of its end", () => {
    expect(decideLive(hold("active"), 999).ok).toBe(true)
    expect(decideLive(hold("active"), 1000)).toMatchObject({ code: "expired" })
  })

  it("names what happened first", () => {
    const codes = (["confirmed", "released", "expired"] as const).map((s) =>
      decideLive(hold(s), 0)
    )
    expect(codes).toMatchObject([
      { code: "already_confirmed" },
      { code: "released" },
      { code: "expired" },
    ])
  })
})

describe("decideRelease (R14)", () => {
  it("releases a live hold, and repeats a release", () => {
    expect(decideRelease(hold("active"), 0)).toMatchObject({ value: "release" })
    expect(decideRelease(hold("released"), 9999)).toMatchObject({
      value: "repeat",
    })
  })

  it("refuses what was sold or has ended", () => {
    expect(decideRelease(hold("confirmed", "order_1"), 0)).toMatchObject({
      code: "already_confirmed",
    })
    expect(decideRelease(hold("active"), 1000)).toMatchObject({
      code: "expired",
    })
  })
})

describe("decideExtension (R14)", () => {
  it("gains something, or keeps an end that is late enough", () => {
    expect(decideExtension(1001, 1000, 2000)).toMatchObject({ value: "extend" })
    expect(decideExtension(1000, 1000, 1001)).toMatchObject({ value: "keep" })
  })

  it("is refused at the lifetime cap", () => {
    expect(decideExtension(1000, 1000, 1000)).toMatchObject({
      code: "limit_reached",
    })
  })
})

describe("decideConfirmation", () => {
  const decide = (of: ReturnType<typeof hold>, now = 0, is_whole = true) =>
    decideConfirmation({ ...of, is_whole }, "order_1", now)

  it("takes again what looks alive and has lost its dates", () => {
    expect(decide(hold("active"), 999, false)).toMatchObject({
      value: "retake",
    })
  })

  it("confirms what lives and takes again what has expired", () => {
    expect(decide(hold("active"), 999)).toMatchObject({ value: "confirm" })
    expect(decide(hold("active"), 1000)).toMatchObject({ value: "retake" })
    expect(decide(hold("expired"))).toMatchObject({ value: "retake" })
  })

  it("repeats for the same order, and refuses for another", () => {
    expect(decide(hold("confirmed", "order_1"))).toMatchObject({
      value: "repeat",
    })
    expect(decide(hold("confirmed", "order_2"))).toMatchObject({
      code: "already_confirmed",
    })
  })

  it("refuses what was released", () => {
    expect(decide(hold("released"))).toMatchObject({ code: "released" })
  })
})

describe("decideReplacement (R21)", () => {
  const of = (status: HoldStatus, nowMs = 0) =>
    decideReplacement({ id: "bhold_1", hold: hold(status) }, nowMs)

  it("takes over from what lives and from what has ended", () => {
    expect(of("active").ok).toBe(true)
    expect(of("active", 1000).ok).toBe(true)
    expect(of("expired").ok).toBe(true)
  })

  it("needs ten seconds until the deadline: a line is written in them", () => {
    const until = (deadline_ms: number) =>
      decideReplacement(
        { id: "bhold_1", hold: { ...hold("active"), deadline_ms } },
        0
      )
    expect(until(10_000).ok).toBe(true)
    expect(until(9_999)).toMatchObject({ code: "limit_reached" })
  })

  it("leaves alone what was sold or given back", () => {
    expect(of("confirmed")).toMatchObject({ code: "already_confirmed" })
    expect(of("released")).toMatchObject({ code: "released" })
  })

  it("does not know another cart's", () => {
    const unknown = { id: "bhold_1", hold: null }
    expect(decideReplacement(unknown, 0)).toMatchObject({
      code: "not_found",
      message: "Hold not found: bhold_1.",
    })
  })
})
