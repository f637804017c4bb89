import type { DateAvailability } from "../../shared/availability"
import { groupAvailabilityOf } from "../group-availability"

const DATE = "2027-01-15"

const member = (given: Partial<DateAvailability> = {}): DateAvailability => ({
  date: DATE,
  max_capacity: 2,
  held: 0,
  allocated: 0,
  available_capacity: 2,
  is_available: true,
  ...given,
})

const shut = (reason: DateAvailability["reason"]) =>
  member({ is_available: false, ...(reason ? { reason } : {}) })

const held = member({ held: 2, available_capacity: 0, reason: "held" })
const sold = member({ allocated: 2, available_capacity: 0, reason: "sold_out" })

const answer = (members: DateAvailability[], quantity = 1) =>
  groupAvailabilityOf(DATE, members, quantity)

describe("groupAvailabilityOf", () => {
  it("has the units of all members together", () => {
    const members = [member(), sold, member({ available_capacity: 1, held: 1 })]
    expect(answer(members, 3)).toEqual({
      date: DATE,
      max_capacity: 6,
      held: 1,
      allocated: 2,
      available_capacity: 3,
      is_available: true,
    })
    expect(answer(members, 4).is_available).toBe(false)
  })

  it("is held where the live holds' ends would be enough", () => {
    expect(answer([held, sold], 1).reason).toBe("held")
    expect(answer([held, sold], 2).reason).toBe("held")
    expect(answer([held, sold], 3).reason).toBe("sold_out")
    expect(answer([sold], 1).reason).toBe("sold_out")
  })

  it("doesn't count what a place that was granted on top is short of", () => {
    const over = member({
      max_capacity: 1,
      allocated: 3,
      available_capacity: 0,
      reason: "sold_out",
    })
    expect(answer([over, held], 2).reason).toBe("held")
  })

  it("leaves closed members out beside open ones", () => {
    expect(answer([member(), shut("frozen")], 2)).toMatchObject({
      max_capacity: 2,
      available_capacity: 2,
      is_available: true,
    })
    expect(answer([sold, shut("frozen")])).toMatchObject({
      reason: "sold_out",
    })
  })

  it("sums all when all are closed, and names the nearest to open", () => {
    const members = [shut("inactive"), shut("blackout"), shut("too_far")]
    expect(answer(members)).toMatchObject({
      max_capacity: 6,
      available_capacity: 6,
      is_available: false,
      reason: "blackout",
    })
    expect(answer([shut("past"), shut("past")]).reason).toBe("past")
  })

  it("has no capacity without a member", () => {
    expect(answer([])).toMatchObject({
      max_capacity: 0,
      is_available: false,
      reason: "no_capacity",
    })
  })
})
