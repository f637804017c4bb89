import type {
  HoldItemInput,
  PlaceHold,
  RefusalCode,
} from "../../src/modules/resource_booking/types"
import {
  addDays,
  type Call,
  confirmHold,
  createBlackout,
  dateInWords,
  deleteResource,
  forget,
  freezeResource,
  identify,
  placeHold,
  releaseHold,
  setCapacity,
  startOfDate,
  type Statement,
  todayIn,
  updateResource,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import {
  day,
  endedOrWaiting,
  lockDates,
  makeOverdue,
  uniqueId,
} from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const days = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => day(from + i))

/** A request with a key of its own. */
const asking = (...items: HoldItemInput[]): PlaceHold => ({
  items,
  idempotency_key: uniqueId("key"),
})

const place = (...items: HoldItemInput[]) => placeHold(t.call, asking(...items))

const refused = async (...items: HoldItemInput[]) => {
  const { code, details } = await refusalOf(place(...items))
  return { code, dates: details.dates }
}

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

/** What the database has of a resource, by date. */
const rowsOf = (resourceId: string) =>
  t.world.sql(
    `select date, max_capacity, held, allocated, from_default
      from booking_capacity where resource_id = $1 order by date`,
    [resourceId]
  )

const holdsWithKey = async (key: string) =>
  (
    await t.world.sql<{ id: string }>(
      "select id from booking_hold where idempotency_key = $1",
      [key]
    )
  ).map((row) => row.id)

describe("placeHold (R10)", () => {
  it("gives the last unit to one, and none to the next", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    await aHold(t.call, id, [day(10)])
    await aHold(t.call, id, [day(10)])
    expect(await refused({ resource_id: id, dates: [day(10)] })).toEqual({
      code: "sold_out",
      dates: [day(10)],
    })
    await aHold(t.call, id, [day(9), day(11)])
  })

  it("answers with the hold, its token and the server's clock", async () => {
    const { id } = await aResource(t.call, { default_capacity: 5 })
    const answer = await place({
      resource_id: id,
      start_date: day(10),
      end_date: day(11),
      quantity: 2,
    })
    expect(answer).toEqual({
      hold: {
        id: expect.stringMatching(/^bhold_\w+$/),
        status: "active",
        expires_at: expect.stringMatching(/^\d{4}-.*T.*\.\d{3}Z$/),
        items: [
          {
            id: expect.stringMatching(/^bitem_\w+$/),
            resource_id: id,
            group_id: null,
            start_date: day(10),
            end_date: day(11),
            dates: [day(10), day(11)],
            quantity: 2,
          },
        ],
        cart_id: null,
        order_id: null,
        metadata: {},
        created_at: answer.server_time,
        updated_at: answer.server_time,
      },
      token: expect.stringMatching(/^[\w-]{43}$/),
      server_time: expect.stringMatching(/Z$/),
      time_remaining_seconds: 1800,
    })
    const { expires_at } = answer.hold
    expect(Date.parse(expires_at) - Date.parse(answer.server_time)).toBe(
      30 * 60_000
    )
  })

  it("keeps what it was given of the cart and the client", async () => {
    const { id } = await aResource(t.call)
    const cart_id = uniqueId("cart")
    const { hold } = await placeHold(t.call, {
      ...asking({ resource_id: id, dates: [day(10)] }),
      ...{ cart_id, metadata: { note: "window" }, email: "a@example.com" },
    })
    expect(hold).toMatchObject({ cart_id, metadata: { note: "window" } })
    expect(JSON.stringify(hold)).not.toContain("example.com")
  })

  it("lasts as long as the strictest of its resources says", async () => {
    const hotel = await aResource(t.call, { hold_ttl_minutes: 15 })
    const tour = await aResource(t.call, { hold_ttl_minutes: 45 })
    const plain = await aResource(t.call)
    const seconds = async (...ids: string[]) => {
      const items = ids.map((resource_id, i) => ({
        resource_id,
        dates: [day(10 + 10 * ids.length + i)],
      }))
      return (await place(...items)).time_remaining_seconds
    }
    expect(await seconds(tour.id)).toBe(45 * 60)
    expect(await seconds(tour.id, plain.id)).toBe(30 * 60)
    expect(await seconds(tour.id, plain.id, hotel.id)).toBe(15 * 60)
  })

  it("keeps several items, in the order in which they came", async () => {
    const a = await aResource(t.call)
    const b = await aResource(t.call, { default_capacity: 3 })
    const { hold } = await place(
      { resource_id: b.id, dates: [day(10)], quantity: 3 },
      { resource_id: a.id, dates: [day(10)] },
      { resource_id: b.id, dates: [day(11)] }
    )
    expect(hold.items).toMatchObject([
      { resource_id: b.id, dates: [day(10)], quantity: 3 },
      { resource_id: a.id, dates: [day(10)], quantity: 1 },
      { resource_id: b.id, dates: [day(11)], quantity: 1 },
    ])
  })

  it("takes single dates, sorted, and nothing in between", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(14), day(10)])
    expect(hold.items).toMatchObject([
      { start_date: day(10), end_date: day(14), dates: [day(10), day(14)] },
    ])
    await aHold(t.call, id, days(11, 13))
  })

  it("keeps everything or nothing", async () => {
    const free = await aResource(t.call)
    const full = await aResource(t.call)
    await aHold(t.call, full.id, [day(11)])
    const half = await refused(
      { resource_id: free.id, dates: [day(10)] },
      { resource_id: full.id, dates: [day(10), day(11)] }
    )
    expect(half).toEqual({ code: "sold_out", dates: [day(11)] })
    expect(await rowsOf(free.id)).toEqual([])
    expect(await rowsOf(full.id)).toMatchObject([{ date: day(11), held: 1 }])
  })

  it("sums up items of the same date before it decides", async () => {
    const { id } = await aResource(t.call, { default_capacity: 3 })
    const item = (quantity: number, ...dates: string[]) => ({
      ...{ resource_id: id, dates, quantity },
    })
    expect(
      await refused(item(2, day(10), day(11)), item(2, day(11), day(12)))
    ).toEqual({ code: "sold_out", dates: [day(11)] })
    await place(item(2, day(10), day(11)), item(1, day(11), day(12)))
    expect(await rowsOf(id)).toMatchObject([
      { date: day(10), held: 2 },
      { date: day(11), held: 3 },
      { date: day(12), held: 1 },
    ])
  })

  it("makes rows from the default for the dates held, no others", async () => {
    const { id } = await aResource(t.call, { default_capacity: 4 })
    await setCapacity(t.call, id, {
      ...{ start_date: day(11), end_date: day(11), max_capacity: 7 },
    })
    await aHold(t.call, id, days(10, 11), 3)
    const counted = { held: 3, allocated: 0 }
    expect(await rowsOf(id)).toEqual([
      { date: day(10), max_capacity: 4, ...counted, from_default: true },
      { date: day(11), max_capacity: 7, ...counted, from_default: false },
    ])
  })

  it("takes a year in one hold, and not a date more", async () => {
    const { id } = await aResource(t.call)
    const stay = (to: number) => ({
      ...{ resource_id: id, start_date: day(10), end_date: day(to) },
    })
    expect(await refused(stay(376))).toEqual({ code: "invalid_range" })
    const two = [stay(192), { ...stay(376), start_date: day(193) }]
    expect(await refused(...two)).toEqual({ code: "invalid_range" })
    const { hold } = await place(stay(375))
    expect(hold.items[0]?.dates).toEqual(days(10, 375))
    expect(await rowsOf(id)).toHaveLength(366)
  })

  it("takes 20 items of 1,000 units, and not one more", async () => {
    const { id } = await aResource(t.call, { default_capacity: 20_000 })
    const item = { resource_id: id, dates: [day(10)], quantity: 1000 }
    const items = Array.from({ length: 20 }, () => item)
    expect(await refused(...items, { ...item, quantity: 1 })).toEqual({
      code: "invalid_data",
    })
    expect(await refused({ ...item, quantity: 1001 })).toEqual({
      code: "invalid_data",
    })
    expect((await place(...items)).hold.items).toHaveLength(20)
    expect(await rowsOf(id)).toMatchObject([{ held: 20_000 }])
  })

  it("locks 60 dates one by one, and for more the resource", async () => {
    const { id } = await aResource(t.call)
    const locked = await lockDates(t.world, id, [day(200)])
    await aHold(t.call, id, days(10, 69))
    let isPlaced = false
    const more = aHold(t.call, id, days(70, 130)).then((answer) => {
      isPlaced = true
      return answer
    })
    await endedOrWaiting(t.world, more)
    expect(isPlaced).toBe(false)
    await locked.free()
    expect((await more).hold.items[0]?.dates).toHaveLength(61)
  })

  it.each<[string, Partial<HoldItemInput>, RefusalCode]>([
    ["a resource and a group", { group_id: "bgrp_1" }, "invalid_data"],
    ["neither", { resource_id: undefined }, "invalid_data"],
    ["no dates at all", { dates: undefined }, "invalid_data"],
    ["a list and a range", { start_date: day(1) }, "invalid_data"],
    ["quantity 0", { quantity: 0 }, "invalid_data"],
    ["half a unit", { quantity: 1.5 }, "invalid_data"],
    ["not a number of units", { quantity: NaN }, "invalid_data"],
    ["an empty list of dates", { dates: [] }, "invalid_range"],
    ["a date twice", { dates: [day(10), day(10)] }, "invalid_range"],
    ["a date that is none", { dates: ["2027-02-30"] }, "invalid_range"],
    ["infinity", { dates: ["infinity"] }, "invalid_range"],
    ["the year 2200", { dates: ["2200-01-01"] }, "invalid_range"],
    ["an unknown resource", { resource_id: "bres_none" }, "not_found"],
    ["a NUL character", { resource_id: "\0" }, "invalid_data"],
  ])("refuses %s", async (_, wrong, expected) => {
    const { id } = await aResource(t.call)
    const given: HoldItemInput = {
      ...{ resource_id: id, dates: [day(10)] },
      ...wrong,
    }
    const range = given.start_date && { end_date: day(12) }
    expect((await refused({ ...given, ...range })).code).toBe(expected)
    expect(await rowsOf(id)).toEqual([])
  })

  it("refuses a hold of nothing", async () => {
    expect((await refused()).code).toBe("invalid_data")
  })
})

describe("what a stay's end means (R6, R10)", () => {
  it("lets the next guest arrive on the day the last one leaves", async () => {
    const { id } = await aResource(t.call, { span: "night" })
    const stay = (from: number, to: number) => ({
      ...{ resource_id: id, start_date: day(from), end_date: day(to) },
    })
    const { hold } = await place(stay(10, 12))
    expect(hold.items).toMatchObject([
      { ...stay(10, 12), dates: [day(10), day(11)] },
    ])
    await place(stay(12, 13))
    await place(stay(9, 10))
    expect(await refused(stay(8, 14))).toEqual({
      code: "sold_out",
      dates: days(9, 12),
    })
  })

  it("takes first and last day of a day's span", async () => {
    const { id } = await aResource(t.call, { span: "day" })
    const stay = (from: number, to: number) => ({
      ...{ resource_id: id, start_date: day(from), end_date: day(to) },
    })
    const { hold } = await place(stay(10, 12))
    expect(hold.items[0]?.dates).toEqual(days(10, 12))
    expect(await refused(stay(12, 13))).toEqual({
      code: "sold_out",
      dates: [day(12)],
    })
    await place(stay(13, 13))
  })

  it("refuses a stay without a night, and a reversed one", async () => {
    const night = await aResource(t.call, { span: "night" })
    const dayTour = await aResource(t.call, { span: "day" })
    const stay = (resource_id: string, from: number, to: number) => ({
      ...{ resource_id, start_date: day(from), end_date: day(to) },
    })
    expect((await refused(stay(night.id, 10, 10))).code).toBe("invalid_range")
    expect((await refused(stay(night.id, 10, 9))).code).toBe("invalid_range")
    expect((await refused(stay(dayTour.id, 10, 9))).code).toBe("invalid_range")
  })
})

describe("the rules of a resource (R5, R6)", () => {
  it("wants the minimum of each run of dates", async () => {
    const { id } = await aResource(t.call, { min_stay: 2 })
    expect(
      await refused({
        resource_id: id,
        dates: [day(10), day(11), day(13), day(15)],
      })
    ).toEqual({ code: "stay_too_short", dates: [day(13), day(15)] })
    await aHold(t.call, id, [day(10), day(11), day(13), day(14)])
  })

  it("allows the maximum of each run of dates", async () => {
    const { id } = await aResource(t.call, { max_stay: 2 })
    expect(
      await refused({
        resource_id: id,
        dates: [day(10), day(11), day(13), day(14), day(15)],
      })
    ).toEqual({ code: "stay_too_long", dates: days(13, 15) })
    await aHold(t.call, id, [day(10), day(11), day(13), day(14)])
  })

  it("counts the nights of a night's stay", async () => {
    const { id } = await aResource(t.call, {
      ...{ span: "night", min_stay: 2, max_stay: 2 },
    })
    const stay = (to: number) => ({
      ...{ resource_id: id, start_date: day(10), end_date: day(to) },
    })
    expect((await refused(stay(11))).code).toBe("stay_too_short")
    expect((await refused(stay(13))).code).toBe("stay_too_long")
    await place(stay(12))
  })

  describe.each(["Pacific/Kiritimati", "America/Sao_Paulo", "UTC"])(
    "in %s",
    (timezone) => {
      const today = () => todayIn(timezone, Date.now())

      it("sells today, and yesterday no more", async () => {
        const { id } = await aResource(t.call, { timezone })
        const yesterday = addDays(today(), -1)
        const dates = [yesterday, today()]
        expect(await refused({ resource_id: id, dates })).toEqual({
          code: "past",
          dates: [yesterday],
        })
        await aHold(t.call, id, [today()])
      })

      it("sells the last date of the horizon, and none after", async () => {
        const { id } = await aResource(t.call, { timezone, horizon_days: 30 })
        const last = addDays(today(), 30)
        const dates = [last, addDays(last, 1)]
        expect(await refused({ resource_id: id, dates })).toEqual({
          code: "too_far",
          dates: [addDays(last, 1)],
        })
        await aHold(t.call, id, [last])
      })

      it("counts the lead time to the date's midnight there", async () => {
        const date = addDays(today(), 5)
        const hours = (startOfDate(timezone, date) - Date.now()) / 3_600_000
        const { id } = await aResource(t.call, {
          ...{ timezone, lead_time_hours: Math.floor(hours) + 1 },
        })
        const dates = [date, addDays(date, 1)]
        expect(await refused({ resource_id: id, dates })).toEqual({
          code: "too_soon",
          dates: [date],
        })
        await updateResource(t.call, id, {
          lead_time_hours: Math.floor(hours),
        })
        await aHold(t.call, id, dates)
      })
    }
  )
})

describe("the order of refusals (R4, R13)", () => {
  /** A request in the making; its owner may have one live hold. */
  type Draft = {
    call: Call
    owner: string
    key: string
    items: HoldItemInput[]
  }

  /** Makes the request one that is refused; tells the dates it is about. */
  type Trouble = (draft: Draft) => Promise<string[] | undefined>

  const item =
    (
      dates: string[],
      make: () => Promise<{ id: string }>,
      about: string[]
    ): Trouble =>
    async ({ items }) => {
      items.push({ resource_id: (await make()).id, dates })
      return about
    }

  const TROUBLES: [RefusalCode, Trouble][] = [
    [
      "invalid_data",
      async ({ items }) => {
        const { id } = await aResource(t.call)
        items.push({ resource_id: id, dates: [day(10)], quantity: 0 })
        return undefined
      },
    ],
    [
      "invalid_range",
      async ({ items }) => {
        const { id } = await aResource(t.call)
        const reversed = { start_date: day(11), end_date: day(9) }
        items.push({ resource_id: id, ...reversed })
        return undefined
      },
    ],
    [
      "not_found",
      async ({ items }) => {
        items.push({ resource_id: uniqueId("bres"), dates: [day(10)] })
        return undefined
      },
    ],
    [
      "idempotency_conflict",
      async ({ items, owner, key }) => {
        const { id } = await aResource(t.call)
        const used = await placeHold(t.call, {
          items: [{ resource_id: id, dates: [day(10)] }],
          ...{ customer_id: owner, idempotency_key: key },
        })
        await releaseHold(t.call, used.hold.id, { admin: true })
        items.push({ resource_id: id, dates: [day(11)] })
        return undefined
      },
    ],
    [
      "inactive",
      item([day(10), day(12)], () => aResource(t.call, { is_active: false }), [
        day(10),
        day(12),
      ]),
    ],
    [
      "past",
      item([day(-9), day(-2), day(10)], () => aResource(t.call), [
        ...[day(-9), day(-2)],
      ]),
    ],
    [
      "too_soon",
      item(
        [day(1), day(2), day(10)],
        () => aResource(t.call, { lead_time_hours: 72 }),
        [day(1), day(2)]
      ),
    ],
    [
      "too_far",
      item(
        [day(10), day(32), day(40)],
        () => aResource(t.call, { horizon_days: 30 }),
        [day(32), day(40)]
      ),
    ],
    [
      "stay_too_short",
      item(
        [day(10), day(11), day(13), day(15)],
        () => aResource(t.call, { min_stay: 2 }),
        [day(13), day(15)]
      ),
    ],
    [
      "stay_too_long",
      item(
        [day(10), day(12), day(13)],
        () => aResource(t.call, { max_stay: 1 }),
        [day(12), day(13)]
      ),
    ],
    [
      "frozen",
      item(
        [day(10), day(11), day(12)],
        async () => {
          const { id } = await aResource(t.call)
          const until = day(11)
          return freezeResource(t.call, id, { reason: "cleaning", until })
        },
        [day(10), day(11)]
      ),
    ],
    [
      "blackout",
      item(
        [day(10), day(11), day(12)],
        async () => {
          const { id } = await aResource(t.call)
          const closed = { start_date: day(11), end_date: day(12) }
          const works = { resource_id: id, ...closed, reason: "works" }
          await createBlackout(t.call, works)
          return { id }
        },
        [day(11), day(12)]
      ),
    ],
    [
      "no_capacity",
      item(
        [day(10), day(11), day(12)],
        async () => {
          const { id } = await aResource(t.call, { default_capacity: null })
          const on = (n: number, max_capacity: number) =>
            setCapacity(t.call, id, {
              ...{ start_date: day(n), end_date: day(n), max_capacity },
            })
          await on(10, 1)
          await on(12, 0)
          return { id }
        },
        [day(11), day(12)]
      ),
    ],
    [
      "sold_out",
      item(
        [day(10), day(11), day(12)],
        async () => {
          const { id } = await aResource(t.call)
          await aHold(t.call, id, [day(10), day(12)])
          return { id }
        },
        [day(10), day(12)]
      ),
    ],
    [
      "limit_reached",
      async ({ call, owner, items }) => {
        const { id } = await aResource(t.call)
        await placeHold(call, {
          ...asking({ resource_id: id, dates: [day(10)] }),
          customer_id: owner,
        })
        items.push({ resource_id: id, dates: [day(11)] })
        return undefined
      },
    ],
  ]

  let limited: Call
  beforeAll(() => {
    limited = t.world.process({ options: { limits: { live_holds: 1 } } })
  })

  async function refusalWith(...troubles: Trouble[]) {
    const draft: Draft = {
      ...{ call: limited, items: [] },
      ...{ owner: uniqueId("cus"), key: uniqueId("key") },
    }
    const about: (string[] | undefined)[] = []
    for (const trouble of troubles) {
      about.push(await trouble(draft))
    }
    const { items, owner: customer_id, key: idempotency_key } = draft
    const request = { items, customer_id, idempotency_key }
    const { code, details } = await refusalOf(placeHold(limited, request))
    return { about, code, dates: details.dates }
  }

  it.each(
    TROUBLES.slice(1).map(([second, later], i) => {
      const [first, earlier] = TROUBLES[i] as [RefusalCode, Trouble]
      return [first, second, earlier, later] as const
    })
  )("says %s before %s, with all its dates", async (first, second, a, b) => {
    const alone = await refusalWith(b)
    expect(alone).toMatchObject({ code: second, dates: alone.about[0] })
    const both = await refusalWith(b, a)
    expect(both).toMatchObject({ code: first, dates: both.about[1] })
  })

  it("says the first of all, whatever else is wrong", async () => {
    const { code } = await refusalWith(
      ...TROUBLES.map(([, trouble]) => trouble).reverse()
    )
    expect(code).toBe("invalid_data")
  })

  it("lists a code's dates over all items, each once", async () => {
    const a = await aResource(t.call)
    const b = await aResource(t.call)
    await aHold(t.call, a.id, [day(10), day(14)])
    await aHold(t.call, b.id, [day(12), day(14)])
    expect(
      await refused(
        { resource_id: b.id, dates: days(9, 14) },
        { resource_id: a.id, dates: days(9, 14) }
      )
    ).toEqual({ code: "sold_out", dates: [day(10), day(12), day(14)] })
  })

  it("names the resource and says what is left", async () => {
    const { id } = await aResource(t.call, { name: "Raft" })
    await aHold(t.call, id, [day(10)])
    const answer = await refusalOf(aHold(t.call, id, [day(10)]))
    expect(answer).toEqual({
      code: "sold_out",
      message: `Raft is sold out on ${dateInWords(day(10))}.`,
      details: { resource_id: id, name: "Raft", free: 0, dates: [day(10)] },
    })
  })
})

describe("the same key again (R13)", () => {
  it("gives the same hold and token, marked, and takes no more", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const request = asking({ resource_id: id, dates: [day(10)] })
    const first = await placeHold(t.call, request)
    const again = await placeHold(t.call, request)
    expect(again).toEqual({
      hold: first.hold,
      token: first.token,
      server_time: expect.stringMatching(/Z$/),
      time_remaining_seconds: expect.any(Number),
      idempotent_replay: true,
    })
    expect(first).not.toHaveProperty("idempotent_replay")
    expect(again.time_remaining_seconds).toBeLessThanOrEqual(1800)
    expect(await rowsOf(id)).toMatchObject([{ held: 1 }])
  })

  it("takes the same body in another order for the same", async () => {
    const { id } = await aResource(t.call)
    const request = asking({ resource_id: id, dates: [day(10)], quantity: 1 })
    const { hold } = await placeHold(t.call, {
      ...{ ...request, metadata: { a: 1, b: { c: 2, d: 3 } } },
    })
    const again = await placeHold(t.call, {
      metadata: { b: { d: 3, c: 2 }, a: 1 },
      idempotency_key: request.idempotency_key,
      items: [{ quantity: 1, dates: [day(10)], resource_id: id }],
    })
    expect(again).toMatchObject({ hold, idempotent_replay: true })
  })

  it.each<[string, (request: PlaceHold, id: string) => PlaceHold]>([
    [
      "other dates",
      (r, id) => ({ ...r, items: [{ resource_id: id, dates: [day(11)] }] }),
    ],
    ["one item more", (r) => ({ ...r, items: [...r.items, ...r.items] })],
    ["an e-mail", (r) => ({ ...r, email: "b@example.com" })],
    ["other metadata", (r) => ({ ...r, metadata: { a: 1 } })],
  ])("with %s is refused, and says nothing more", async (_, change) => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const request = asking({ resource_id: id, dates: [day(10)] })
    await placeHold(t.call, request)
    const before = await rowsOf(id)
    expect(await refusalOf(placeHold(t.call, change(request, id)))).toEqual({
      code: "idempotency_conflict",
      message: "This idempotency key was already used for another request.",
      details: {},
    })
    expect(await rowsOf(id)).toEqual(before)
  })

  it.each<[string, Partial<PlaceHold>, Partial<PlaceHold>]>([
    ["two customers", { customer_id: "cus_1" }, { customer_id: "cus_2" }],
    ["two carts", { cart_id: "cart_1" }, { cart_id: "cart_2" }],
    ["a customer and a cart", { customer_id: "x" }, { cart_id: "x" }],
    ["a cart and nobody", { cart_id: "cart_3" }, {}],
  ])("of %s is two keys", async (_, one, other) => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const request = asking({ resource_id: id, dates: [day(10)] })
    const a = await placeHold(t.call, { ...request, ...one })
    const b = await placeHold(t.call, { ...request, ...other })
    expect(b.hold.id).not.toBe(a.hold.id)
    expect(b).not.toHaveProperty("idempotent_replay")
    expect(await holdsWithKey(request.idempotency_key)).toHaveLength(2)
  })

  it("finds the hold when its dates are sold out", async () => {
    const { id } = await aResource(t.call)
    const request = asking({ resource_id: id, dates: [day(10)] })
    const { hold } = await placeHold(t.call, request)
    expect(await code(aHold(t.call, id, [day(10)]))).toBe("sold_out")
    expect(await placeHold(t.call, request)).toMatchObject({ hold })
  })

  it("finds the hold when its date is past", async () => {
    // 25 hours apart: today in the one is always past in the other.
    const { id } = await aResource(t.call, { timezone: "Pacific/Pago_Pago" })
    const today = todayIn("Pacific/Pago_Pago", Date.now())
    const request = asking({ resource_id: id, dates: [today] })
    const { hold } = await placeHold(t.call, request)
    await updateResource(t.call, id, { timezone: "Pacific/Kiritimati" })
    expect(await code(aHold(t.call, id, [today]))).toBe("past")
    expect(await placeHold(t.call, request)).toMatchObject({ hold })
  })

  it("finds the hold when its resource was deleted since", async () => {
    const { id } = await aResource(t.call)
    const request = asking({ resource_id: id, dates: [day(10)] })
    const first = await placeHold(t.call, request)
    await releaseHold(t.call, first.hold.id, { admin: true })
    await deleteResource(t.call, id)
    const elsewhere = { ...t.world.process(), actor: t.call.actor }
    for (const call of [t.call, elsewhere]) {
      expect(await code(aHold(call, id, [day(10)]))).toBe("not_found")
      expect(await placeHold(call, request)).toMatchObject({
        hold: { id: first.hold.id, status: "released" },
        token: first.token,
        time_remaining_seconds: 0,
        idempotent_replay: true,
      })
    }
  })

  it("finds the hold when a stay means something else now", async () => {
    const { id } = await aResource(t.call, { span: "day" })
    const stay = { start_date: day(10), end_date: day(10) }
    const request = asking({ resource_id: id, ...stay })
    const { hold } = await placeHold(t.call, request)
    const setSpan = (span: string) =>
      t.world.sql("update booking_resource set span = $2 where id = $1", [
        ...[id, span],
      ])
    await setSpan("night")
    const elsewhere = t.world.process()
    const again = await placeHold(elsewhere, request)
    expect(again.hold).toMatchObject({ id: hold.id })
    expect(again.hold.items[0]?.dates).toEqual([day(10)])
    expect(
      await code(placeHold(elsewhere, { ...asking(...request.items) }))
    ).toBe("invalid_range")
    await setSpan("day")
  })

  it("finds the hold past the limits, sold, and after its end", async () => {
    const { id } = await aResource(t.call)
    const call = t.world.process({ options: { limits: { live_holds: 1 } } })
    const request = {
      ...asking({ resource_id: id, dates: [day(10)] }),
      customer_id: uniqueId("cus"),
    }
    const { hold } = await placeHold(call, request)
    expect((await placeHold(call, request)).hold).toEqual(hold)
    await makeOverdue(t.world, [hold.id])
    expect((await placeHold(call, request)).hold.status).toBe("expired")
    const order_id = uniqueId("order")
    await confirmHold(call, { hold_id: hold.id, order_id })
    expect((await placeHold(call, request)).hold).toMatchObject({
      ...{ id: hold.id, status: "confirmed", order_id },
    })
  })

  it("was never used by a request that was refused", async () => {
    const { id } = await aResource(t.call)
    const rival = await aHold(t.call, id, [day(10)])
    const request = asking({ resource_id: id, dates: [day(10)] })
    expect(await code(placeHold(t.call, request))).toBe("sold_out")
    await releaseHold(t.call, rival.hold.id, { admin: true })
    const answer = await placeHold(t.call, request)
    expect(answer).not.toHaveProperty("idempotent_replay")
  })

  it.each<[string, number]>([
    ["one process", 1],
    ["two processes", 2],
  ])("twice at once in %s makes one hold", async (_, processes) => {
    const { id } = await aResource(t.call, { default_capacity: 100 })
    const calls = Array.from({ length: processes }, () => t.world.process())
    const owners = [{}, { customer_id: "cus_at_once" }]
    for (let round = 0; round < 20; round++) {
      const request = {
        ...asking({ resource_id: id, dates: [day(10)] }),
        ...owners[round % 2],
      }
      const answers = await Promise.all(
        Array.from({ length: 4 }, (_, i) =>
          placeHold(calls[i % processes] as Call, request)
        )
      )
      const ids = new Set(answers.map((answer) => answer.hold.id))
      expect([...ids]).toEqual(await holdsWithKey(request.idempotency_key))
      const replays = answers.filter((answer) => answer.idempotent_replay)
      expect(replays).toHaveLength(3)
    }
    expect(await rowsOf(id)).toMatchObject([{ held: 20 }])
  })
})

describe("what was forgotten while the rest was looked up", () => {
  it("is known all the same: a resource that exists is never unknown", async () => {
    const { db } = t.call
    const [a, b] = [await aResource(t.call), await aResource(t.call)]
    await identify(db, db, [a.id])
    const forgetful = {
      query: <T>(statement: Statement) => {
        forget(db, [a.id])
        return db.query<T>(statement)
      },
    }
    const found = await identify(db, forgetful, [a.id, b.id])
    expect([...found.keys()].sort()).toEqual([a.id, b.id].sort())
  })
})
