import type {
  AvailabilityQuery,
  ClosedReason,
  UpdateResource,
} from "../../src/modules/resource_booking/types"
import {
  addDays,
  createBlackout,
  freezeResource,
  readAvailability,
  setCapacity,
  todayIn,
  updateResource,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  aSale,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, makeOverdue } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const ofResource = (id: string, from: number, to: number, quantity?: number) =>
  readAvailability(t.call, {
    resource_id: id,
    start_date: day(from),
    end_date: day(to),
    ...(quantity ? { quantity } : {}),
  })

const ofGroup = (id: string, from: number, to: number, quantity?: number) =>
  readAvailability(t.call, {
    group_id: id,
    start_date: day(from),
    end_date: day(to),
    ...(quantity ? { quantity } : {}),
  })

describe("the availability of a resource (R4)", () => {
  it("has the figures of each date, and the server's time", async () => {
    const { id } = await aResource(t.call, { default_capacity: 5 })
    await aHold(t.call, id, [day(10)], 1)
    await aSale(t.call, id, [day(10)], 1)
    const answer = await ofResource(id, 10, 11)
    expect(answer).toEqual({
      resource: {
        id,
        name: "Kayak",
        type: "equipment",
        timezone: "UTC",
        span: "day",
      },
      dates: [
        {
          date: day(10),
          max_capacity: 5,
          held: 1,
          allocated: 1,
          available_capacity: 3,
          is_available: true,
        },
        {
          date: day(11),
          max_capacity: 5,
          held: 0,
          allocated: 0,
          available_capacity: 5,
          is_available: true,
        },
      ],
      all_dates_available: true,
      quantity: 1,
      server_time: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    })
  })

  it("says when a held date may come free: with the first hold's end", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const first = await aHold(t.call, id, [day(10)])
    await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [first.hold.id], 60_000)
    const answer = await ofResource(id, 10, 11)
    const [held, free] = answer.dates
    expect(held).toMatchObject({ reason: "held", available_capacity: 0 })
    const wait =
      Date.parse(held?.may_free_at ?? "") - Date.parse(answer.server_time)
    expect(wait).toBeGreaterThan(50_000)
    expect(wait).toBeLessThanOrEqual(60_000)
    expect(free).not.toHaveProperty("may_free_at")
    expect(answer.all_dates_available).toBe(false)
  })

  it("says sold out where an end of the holds would not be enough", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    await aSale(t.call, id, [day(10)])
    await aHold(t.call, id, [day(10)])
    expect((await ofResource(id, 10, 10, 1)).dates[0]?.reason).toBe("held")
    const [two] = (await ofResource(id, 10, 10, 2)).dates
    expect(two).toMatchObject({ reason: "sold_out", is_available: false })
    expect(two).not.toHaveProperty("may_free_at")
  })

  it("stops counting a hold the instant it ends, without a job (R12)", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    expect((await ofResource(id, 10, 10)).all_dates_available).toBe(false)
    await makeOverdue(t.world, [hold.id])
    const answer = await ofResource(id, 10, 10)
    expect(answer.dates[0]).toMatchObject({ held: 0, is_available: true })
  })

  it("counts nights for a night span: check-out is not one", async () => {
    const { id } = await aResource(t.call, { span: "night" })
    const answer = await ofResource(id, 10, 12)
    expect(answer.dates.map((d) => d.date)).toEqual([day(10), day(11)])
    expect((await refusalOf(ofResource(id, 10, 10))).code).toBe("invalid_range")
  })

  it.each<[ClosedReason, UpdateResource, number]>([
    ["inactive", { is_active: false }, 10],
    ["past", {}, -1],
    ["too_soon", { lead_time_hours: 72 }, 1],
    ["too_far", { horizon_days: 30 }, 31],
    ["no_capacity", { default_capacity: 0 }, 10],
    ["no_capacity", { default_capacity: null }, 10],
  ])("says %s", async (reason, rules, date) => {
    const { id } = await aResource(t.call)
    await updateResource(t.call, id, rules)
    const [entry] = (await ofResource(id, date, date)).dates
    expect(entry).toMatchObject({ is_available: false, reason })
  })

  it("is open on the last date of its horizon", async () => {
    const { id } = await aResource(t.call, { horizon_days: 30 })
    expect((await ofResource(id, 30, 30)).all_dates_available).toBe(true)
  })

  it("names a freeze before a blackout, and both before capacity", async () => {
    const { id } = await aResource(t.call, { default_capacity: 0 })
    await createBlackout(t.call, {
      resource_id: id,
      start_date: day(10),
      end_date: day(11),
      reason: "works",
    })
    await freezeResource(t.call, id, { reason: "cleaning", until: day(10) })
    const reasons = (await ofResource(id, 10, 12)).dates.map((d) => d.reason)
    expect(reasons).toEqual(["frozen", "blackout", "no_capacity"])
  })

  it("begins today in the resource's zone (R6)", async () => {
    const timezone = "Pacific/Kiritimati"
    const { id } = await aResource(t.call, { timezone })
    const today = todayIn(timezone, Date.now())
    const { dates } = await readAvailability(t.call, {
      resource_id: id,
      start_date: addDays(today, -1),
      end_date: today,
    })
    expect(dates.map((d) => d.reason)).toEqual(["past", undefined])
  })

  it("reads a year, and refuses a day more", async () => {
    const { id } = await aResource(t.call)
    expect((await ofResource(id, 0, 365)).dates).toHaveLength(366)
    expect((await refusalOf(ofResource(id, 0, 366))).code).toBe("invalid_range")
  })

  it.each<[string, Partial<AvailabilityQuery>, string]>([
    ["a date that is none", { start_date: "2027-02-30" }, "invalid_range"],
    ["a reversed range", { end_date: day(9) }, "invalid_range"],
    ["no units", { quantity: 0 }, "invalid_data"],
    ["too many units", { quantity: 1001 }, "invalid_data"],
    ["an unknown resource", { resource_id: "bres_none" }, "not_found"],
    ["a NUL character", { resource_id: "\0" }, "not_found"],
  ])("refuses %s", async (_, wrong, code) => {
    const { id } = await aResource(t.call)
    const query = {
      resource_id: id,
      start_date: day(10),
      end_date: day(10),
      ...wrong,
    } as AvailabilityQuery
    expect((await refusalOf(readAvailability(t.call, query))).code).toBe(code)
  })
})

describe("the availability of a group (R2, R4)", () => {
  async function group(members: number, capacity = 1) {
    const { id: group_id } = await aGroup(t.call)
    const ids: string[] = []
    for (let i = 0; i < members; i++) {
      const input = { group_id, default_capacity: capacity }
      ids.push((await aResource(t.call, input)).id)
    }
    return { group_id, ids: ids as [string, string, string] }
  }

  it("sums its members, and asks for units of all together", async () => {
    const { group_id, ids } = await group(3)
    await aHold(t.call, ids[0], [day(10)])
    await aSale(t.call, ids[1], [day(10)])
    const answer = await ofGroup(group_id, 10, 11, 2)
    expect(answer.group).toEqual({
      id: group_id,
      name: "Kayaks",
      type: "equipment",
    })
    expect(answer.dates).toMatchObject([
      {
        max_capacity: 3,
        held: 1,
        allocated: 1,
        available_capacity: 1,
        is_available: false,
        reason: "held",
        may_free_at: expect.stringMatching(/Z$/),
      },
      { max_capacity: 3, available_capacity: 3, is_available: true },
    ])
    const three = await ofGroup(group_id, 10, 10, 3)
    expect(three.dates[0]?.reason).toBe("sold_out")
  })

  it("leaves closed members out beside open ones", async () => {
    const { group_id, ids } = await group(2)
    await freezeResource(t.call, ids[0], { reason: "cleaning" })
    expect((await ofGroup(group_id, 10, 10, 2)).dates[0]).toMatchObject({
      max_capacity: 1,
      available_capacity: 1,
      is_available: false,
      reason: "sold_out",
    })
    expect((await ofGroup(group_id, 10, 10, 1)).all_dates_available).toBe(true)
  })

  it("gives the reason of the member that is nearest to open", async () => {
    const { group_id, ids } = await group(2)
    await updateResource(t.call, ids[0], { is_active: false })
    await createBlackout(t.call, {
      resource_id: ids[1],
      start_date: day(10),
      end_date: day(10),
      reason: "works",
    })
    const [closed] = (await ofGroup(group_id, 10, 10)).dates
    expect(closed).toMatchObject({ max_capacity: 2, reason: "blackout" })
  })

  it("has its members' span, and nothing to offer without members", async () => {
    const { id: group_id } = await aGroup(t.call)
    const [none] = (await ofGroup(group_id, 10, 11)).dates
    expect(none).toMatchObject({ max_capacity: 0, reason: "no_capacity" })
    await aResource(t.call, { group_id, span: "day" })
    expect((await ofGroup(group_id, 10, 11)).dates).toHaveLength(2)
  })

  it("reads a member's own capacity where it has one", async () => {
    const { group_id, ids } = await group(2, 2)
    await setCapacity(t.call, ids[0], {
      start_date: day(10),
      end_date: day(10),
      max_capacity: 5,
    })
    expect((await ofGroup(group_id, 10, 11)).dates).toMatchObject([
      { max_capacity: 7 },
      { max_capacity: 4 },
    ])
  })

  it("answers 404 for an unknown group", async () => {
    for (const id of ["bgrp_none", "\0"]) {
      expect((await refusalOf(ofGroup(id, 10, 11))).code).toBe("not_found")
    }
  })
})
