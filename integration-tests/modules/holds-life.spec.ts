import type {
  HoldAccess,
  HoldAnswer,
  ListAllocations,
  ListHolds,
  PlaceHold,
} from "../../src/modules/resource_booking/types"
import {
  type Call,
  cancelAllocations,
  confirmHold,
  createBlackout,
  expireHolds,
  extendHold,
  listAllocations,
  listHolds,
  placeHold,
  readCapacity,
  releaseHold,
  retrieveAllocation,
  retrieveHold,
  retrieveHoldForAdmin,
  updateResource,
} from "../engine"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import {
  day,
  eventually,
  holdRow,
  logOf,
  makeOverdue,
  uniqueId,
} from "../helpers/world"

const MINUTE = 60_000
const ADMIN = { admin: true } as const

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

const endOf = ({ hold }: HoldAnswer) => Date.parse(hold.expires_at)

/** From a moment until a hold's end, in milliseconds. */
const lengthOf = (answer: HoldAnswer, from = answer.server_time) =>
  endOf(answer) - Date.parse(from)

/** A hold of one date on a resource of its own. */
async function held(
  owner: Partial<PlaceHold> = {},
  { call = t.call, ttl = 30 }: { call?: Call; ttl?: number } = {}
): Promise<HoldAnswer & { resource_id: string }> {
  const { id } = await aResource(t.call, { hold_ttl_minutes: ttl })
  const answer = await placeHold(call, {
    items: [{ resource_id: id, dates: [day(10)] }],
    ...{ idempotency_key: uniqueId("key"), ...owner },
  })
  return { ...answer, resource_id: id }
}

/** Moves a hold's start into the past, and its basket's with it. */
async function age(owner: string, ms: number): Promise<void> {
  await t.world.sql(
    `update booking_basket
      set started_at = started_at - $2::int * interval '1 millisecond',
        deadline = deadline - $2::int * interval '1 millisecond'
      where owner = $1`,
    [owner, ms]
  )
  await t.world.sql(
    `update booking_hold
      set created_at = created_at - $2::int * interval '1 millisecond',
        expires_at = expires_at - $2::int * interval '1 millisecond',
        deadline = deadline - $2::int * interval '1 millisecond'
      where owner = $1 and status = 'active'`,
    [owner, ms]
  )
}

const isEnded = async (id: string) => !(await holdRow(t.world, id)).live

describe("who may read and change a hold (R18)", () => {
  let answer: HoldAnswer
  const cart_id = "cart_reader"
  const customer_id = "cus_reader"
  beforeAll(async () => {
    answer = await held({ cart_id, customer_id, email: "a@example.com" })
  })

  it.each<[string, () => HoldAccess]>([
    ["who has its token", () => ({ token: answer.token })],
    ["its cart", () => ({ cart_id })],
    ["its customer", () => ({ customer_id })],
    ["an admin", () => ADMIN],
    ["its cart with a wrong token", () => ({ cart_id, token: "x" })],
  ])("lets %s", async (_, access) => {
    const read = await retrieveHold(t.call, answer.hold.id, access())
    expect(read.hold).toEqual(answer.hold)
    expect(read.token).toBe(answer.token)
  })

  it.each<[string, () => HoldAccess]>([
    ["nobody in particular", () => ({})],
    ["who has nothing", () => ({ token: "", cart_id: "", customer_id: "" })],
    ["who has null", () => ({ token: null, cart_id: null, customer_id: null })],
    ["a token too long", () => ({ token: `${answer.token}x` })],
    ["a token too short", () => ({ token: answer.token.slice(1) })],
    ["a token in capitals", () => ({ token: answer.token.toUpperCase() })],
    ["another cart", () => ({ cart_id: "cart_other" })],
    ["another customer", () => ({ customer_id: "cus_other" })],
    ["a cart named as the customer", () => ({ cart_id: customer_id })],
  ])("tells %s that there is none", async (_, access) => {
    const { id } = answer.hold
    const unknown = {
      code: "not_found",
      message: `Hold not found: ${id}.`,
      details: { record: "hold", id },
    }
    for (const verb of [retrieveHold, extendHold, releaseHold]) {
      const refused = await refusalOf(verb(t.call, id, access()))
      expect(refused).toEqual(unknown)
    }
    expect((await holdRow(t.world, id)).live).toBe(true)
  })

  it("gives no cart or customer a hold that has none", async () => {
    const anonymous = await held()
    const { id } = anonymous.hold
    for (const access of [{ cart_id: "null" }, { customer_id: "" }]) {
      expect(await code(retrieveHold(t.call, id, access))).toBe("not_found")
    }
    const other = { token: answer.token }
    expect(await code(retrieveHold(t.call, id, other))).toBe("not_found")
  })

  it("says the same of a hold that never was", async () => {
    for (const id of ["bhold_none", "", "'; drop table booking_hold"]) {
      expect(await code(retrieveHold(t.call, id, ADMIN))).toBe("not_found")
      expect(await code(retrieveHoldForAdmin(t.call, id))).toBe("not_found")
    }
  })

  it("shows the e-mail to staff alone", async () => {
    const staff = await retrieveHoldForAdmin(t.call, answer.hold.id)
    const whose = { customer_id, email: "a@example.com" }
    expect(staff).toEqual({ ...answer.hold, ...whose })
  })

  it("has another token where the secret is another", async () => {
    const options = { token_secret: "another secret altogether" }
    const elsewhere = t.world.process({ options })
    const { id } = answer.hold
    const read = retrieveHold(elsewhere, id, { token: answer.token })
    expect(await code(read)).toBe("not_found")
    const token = (await retrieveHold(elsewhere, id, ADMIN)).token
    expect(token).not.toBe(answer.token)
  })
})

describe("the end of a hold (R12)", () => {
  it("is the very instant, by the database's clock, with no job", async () => {
    const answer = await held()
    const { id } = answer.hold
    await makeOverdue(t.world, [id], 1000)
    const end = (await holdRow(t.world, id)).expires_at_ms
    let sawLive = 0
    let sawEnd = 0
    await eventually(async () => {
      const { hold, ...clock } = await retrieveHold(t.call, id, ADMIN)
      const isLive = Date.parse(clock.server_time) < end
      expect(hold.status).toBe(isLive ? "active" : "expired")
      expect(clock.time_remaining_seconds).toBe(isLive ? 1 : 0)
      sawLive += Number(isLive)
      sawEnd += Number(!isLive)
      return sawEnd > 0
    }, "its end")
    expect(sawLive).toBeGreaterThan(0)
    expect((await holdRow(t.world, id)).status).toBe("active")
  })

  it("frees the units for others at once, and evicts the claims", async () => {
    const { resource_id, hold } = await held()
    expect(await code(aHold(t.call, resource_id, [day(10)]))).toBe("sold_out")
    await makeOverdue(t.world, [hold.id])
    const free = { held: 0, available_capacity: 1, is_available: true }
    expect(
      await readCapacity(t.call, resource_id, day(10), day(10))
    ).toMatchObject([free])
    expect(await holdRow(t.world, hold.id)).toMatchObject({ claims: 1 })

    const next = await aHold(t.call, resource_id, [day(10)])
    expect(await holdRow(t.world, hold.id)).toMatchObject({
      ...{ status: "active", live: false, claims: 0 },
    })
    expect(await holdRow(t.world, next.hold.id)).toMatchObject({ claims: 1 })
    expect(await t.world.audit()).toEqual([])
  })

  it("evicts on the dates that are wanted, and on no others", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    await makeOverdue(t.world, [hold.id])
    await aHold(t.call, id, [day(11)])
    expect(await holdRow(t.world, hold.id)).toMatchObject({ claims: 1 })
  })

  it("takes every right to it away", async () => {
    const { hold } = await held()
    await makeOverdue(t.world, [hold.id])
    expect(await code(extendHold(t.call, hold.id, ADMIN))).toBe("expired")
    expect(await code(releaseHold(t.call, hold.id, ADMIN))).toBe("expired")
    await expireHolds(t.call)
    expect(await code(extendHold(t.call, hold.id, ADMIN))).toBe("expired")
    expect(await code(releaseHold(t.call, hold.id, ADMIN))).toBe("expired")
    expect(await logOf(t.world, hold.id)).toEqual([
      ...["hold.placed", "capacity.depleted", "hold.expired"],
    ])
  })
})

describe("extendHold (R14)", () => {
  it("gives it a whole TTL from now", async () => {
    const placed = await held()
    const { id } = placed.hold
    await makeOverdue(t.world, [id], MINUTE)
    const before = (await holdRow(t.world, id)).expires_at_ms
    const extended = await extendHold(t.call, id, { token: placed.token })
    expect(extended).toEqual({
      hold: {
        ...placed.hold,
        expires_at: expect.stringMatching(/Z$/),
        updated_at: extended.server_time,
      },
      token: placed.token,
      server_time: expect.stringMatching(/Z$/),
      time_remaining_seconds: 1800,
    })
    expect(lengthOf(extended)).toBe(30 * MINUTE)
    expect((await retrieveHold(t.call, id, ADMIN)).hold).toEqual(extended.hold)
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        operation: "hold.extended",
        before: { expires_at: new Date(before).toISOString() },
        after: { expires_at: extended.hold.expires_at },
        event_name: "resource_booking.hold.extended",
      },
    ])
  })

  it("is clamped at the lifetime's cap, then refused", async () => {
    const call = t.world.process({ options: { hold_lifetime_minutes: 120 } })
    const customer_id = uniqueId("cus")
    const placed = await held({ customer_id }, { call })
    const { id } = placed.hold
    await age(`customer:${customer_id}`, 20 * MINUTE)
    const cap = endOf(placed) + (90 - 20) * MINUTE
    const extended = await extendHold(call, id, ADMIN)
    expect(lengthOf(extended)).toBe(30 * MINUTE)

    await age(`customer:${customer_id}`, 29 * MINUTE)
    await extendHold(call, id, ADMIN)
    await age(`customer:${customer_id}`, 29 * MINUTE)
    await extendHold(call, id, ADMIN)
    await age(`customer:${customer_id}`, 20 * MINUTE)
    const last = await extendHold(call, id, ADMIN)
    expect(endOf(last)).toBe(cap - (29 + 29 + 20) * MINUTE)
    expect(last.time_remaining_seconds).toBeLessThanOrEqual(22 * 60)

    const row = await holdRow(t.world, id)
    expect(await refusalOf(extendHold(call, id, ADMIN))).toEqual({
      code: "limit_reached",
      message: "This hold can't be extended any further.",
      details: { kind: "lifetime" },
    })
    expect(await holdRow(t.world, id)).toEqual(row)
  })

  it("never ends a hold earlier than it would have ended", async () => {
    const { id } = await aResource(t.call, { hold_ttl_minutes: 60 })
    const placed = await aHold(t.call, id, [day(10)])
    await t.world.sql("update booking_hold set ttl_ms = 60000 where id = $1", [
      placed.hold.id,
    ])
    const row = await holdRow(t.world, placed.hold.id)
    const kept = await extendHold(t.call, placed.hold.id, ADMIN)
    expect(kept.hold.expires_at).toBe(placed.hold.expires_at)
    expect(await holdRow(t.world, placed.hold.id)).toEqual(row)
  })

  it("asks nothing of the resource, closed since or off sale", async () => {
    const { hold, resource_id } = await held()
    const closed = { start_date: day(10), end_date: day(10) }
    await createBlackout(t.call, { resource_id, ...closed, reason: "works" })
    await updateResource(t.call, resource_id, { is_active: false })
    await makeOverdue(t.world, [hold.id], MINUTE)
    const extended = await extendHold(t.call, hold.id, ADMIN)
    expect(lengthOf(extended)).toBe(30 * MINUTE)
  })

  it("is refused once the hold is released or sold", async () => {
    const released = await held()
    await releaseHold(t.call, released.hold.id, ADMIN)
    const again = extendHold(t.call, released.hold.id, ADMIN)
    expect(await code(again)).toBe("released")
    const sold = await held()
    const order = { hold_id: sold.hold.id, order_id: uniqueId("order") }
    await confirmHold(t.call, order)
    expect(await code(extendHold(t.call, sold.hold.id, ADMIN))).toBe(
      "already_confirmed"
    )
  })
})

describe("one clock for a basket (R15)", () => {
  const endsOf = async (...answers: HoldAnswer[]) =>
    Promise.all(
      answers.map(async ({ hold }) =>
        endOf(await retrieveHold(t.call, hold.id, ADMIN))
      )
    )

  it("ends all at once: now and the smallest TTL among them", async () => {
    const cart_id = uniqueId("cart")
    const tour = await held({ cart_id }, { ttl: 30 })
    await age(`cart:${cart_id}`, 20 * MINUTE)
    const hotel = await held({ cart_id }, { ttl: 15 })
    expect(lengthOf(hotel)).toBe(15 * MINUTE)
    expect(await endsOf(tour, hotel)).toEqual([endOf(hotel), endOf(hotel)])
    expect(await logOf(t.world, tour.hold.id)).toEqual([
      ...["hold.placed", "capacity.depleted", "hold.extended"],
    ])
  })

  it("never moves the end of any of them to before", async () => {
    const cart_id = uniqueId("cart")
    const tour = await held({ cart_id }, { ttl: 30 })
    const hotel = await held({ cart_id }, { ttl: 15 })
    expect(await endsOf(tour, hotel)).toEqual([endOf(tour), endOf(tour)])
    expect(await logOf(t.world, tour.hold.id)).not.toContain("hold.extended")
  })

  it("is renewed for all when one is extended, each in the log", async () => {
    const cart_id = uniqueId("cart")
    const tour = await held({ cart_id }, { ttl: 30 })
    const hotel = await held({ cart_id }, { ttl: 15 })
    await age(`cart:${cart_id}`, 25 * MINUTE)
    const extended = await extendHold(t.call, tour.hold.id, { cart_id })
    expect(lengthOf(extended)).toBe(15 * MINUTE)
    const end = endOf(extended)
    expect(await endsOf(tour, hotel)).toEqual([end, end])
    for (const { hold } of [tour, hotel]) {
      const log = await logOf(t.world, hold.id)
      expect(log.filter((entry) => entry === "hold.extended")).toHaveLength(1)
    }
  })

  it("is each hold's own where there is no cart", async () => {
    const customer_id = uniqueId("cus")
    const tour = await held({ customer_id }, { ttl: 30 })
    await age(`customer:${customer_id}`, 20 * MINUTE)
    const [end] = await endsOf(tour)
    const hotel = await held({ customer_id }, { ttl: 15 })
    await extendHold(t.call, hotel.hold.id, ADMIN).catch(() => undefined)
    expect(await endsOf(tour)).toEqual([end])
  })

  it("leaves the ended, released and sold ones as they are", async () => {
    const cart_id = uniqueId("cart")
    const [ended, released, sold] = [
      await held({ cart_id }),
      await held({ cart_id }),
      await held({ cart_id }),
    ] as const
    await releaseHold(t.call, released.hold.id, ADMIN)
    const order_id = uniqueId("order")
    await confirmHold(t.call, { hold_id: sold.hold.id, order_id })
    await makeOverdue(t.world, [ended.hold.id])
    const before = await endsOf(ended, released, sold)
    await held({ cart_id })
    expect(await endsOf(ended, released, sold)).toEqual(before)
  })

  it("counts the lifetime from the basket's first live hold", async () => {
    const cart_id = uniqueId("cart")
    const first = await held({ cart_id })
    await age(`cart:${cart_id}`, 25 * MINUTE)
    const cap = endOf(first) + (90 - 25) * MINUTE
    await held({ cart_id })
    await age(`cart:${cart_id}`, 25 * MINUTE)
    await held({ cart_id })
    await age(`cart:${cart_id}`, 25 * MINUTE)
    await held({ cart_id })
    await age(`cart:${cart_id}`, 25 * MINUTE)
    const last = await held({ cart_id })
    expect(endOf(last)).toBe(cap - 75 * MINUTE)
    expect(last.time_remaining_seconds).toBeLessThanOrEqual(20 * 60)
    const refused = extendHold(t.call, last.hold.id, { cart_id })
    expect(await code(refused)).toBe("limit_reached")
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ["expired", (id) => makeOverdue(t.world, [id])],
    ["been released", (id) => releaseHold(t.call, id, ADMIN)],
    [
      "been sold",
      (id) => confirmHold(t.call, { hold_id: id, order_id: uniqueId("order") }),
    ],
  ])("starts anew when all of its holds have %s", async (_, end) => {
    const cart_id = uniqueId("cart")
    const { hold } = await held({ cart_id })
    await age(`cart:${cart_id}`, 29 * MINUTE)
    await end(hold.id)
    expect(await isEnded(hold.id)).toBe(true)
    const fresh = await held({ cart_id })
    const [basket] = await t.world.sql<{ ms: number }>(
      `select (extract(epoch from deadline) * 1000)::bigint as ms
        from booking_basket where owner = $1`,
      [`cart:${cart_id}`]
    )
    expect(basket?.ms).toBe(Date.parse(fresh.server_time) + 120 * MINUTE)
  })
})

describe("releaseHold (R14, R16)", () => {
  it("gives the dates back at once, and answers the same again", async () => {
    const { resource_id, hold, token } = await held()
    const first = await releaseHold(t.call, hold.id, { token })
    expect(first).toEqual({
      ...hold,
      ...{ status: "released", updated_at: expect.stringMatching(/Z$/) },
    })
    expect(await holdRow(t.world, hold.id)).toMatchObject({ claims: 0 })
    await aHold(t.call, resource_id, [day(10)])
    expect(await releaseHold(t.call, hold.id, { token })).toEqual(first)
    const log = await logOf(t.world, hold.id)
    expect(log.filter((entry) => entry === "hold.released")).toHaveLength(1)
    expect(
      await readCapacity(t.call, resource_id, day(10), day(10))
    ).toMatchObject([{ held: 1 }])
  })

  it("frees once when asked many times at once", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold } = await aHold(t.call, id, [day(10)])
    await aHold(t.call, id, [day(10)])
    const calls = [t.call, t.world.process()]
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        releaseHold(calls[i % 2] as Call, hold.id, ADMIN)
      )
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(
      new Set(["released"])
    )
    expect(await readCapacity(t.call, id, day(10), day(10))).toMatchObject([
      { held: 1 },
    ])
    expect(await logOf(t.world, hold.id)).toEqual([
      ...["hold.placed", "hold.released"],
    ])
  })

  it("is refused of a hold that has expired or was sold", async () => {
    const expired = await held()
    await makeOverdue(t.world, [expired.hold.id])
    const late = releaseHold(t.call, expired.hold.id, ADMIN)
    expect(await code(late)).toBe("expired")
    const { id } = await aResource(t.call)
    const sale = await aSale(t.call, id, [day(10)])
    expect(await code(releaseHold(t.call, sale.hold_id, ADMIN))).toBe(
      "already_confirmed"
    )
    expect(await readCapacity(t.call, id, day(10), day(10))).toMatchObject([
      { allocated: 1 },
    ])
  })

  it("says why in the log, when it is given a reason", async () => {
    const { hold } = await held()
    await releaseHold(t.call, hold.id, ADMIN, "no show")
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        operation: "hold.released",
        ...{ actor_type: "user", actor_id: "user_test", reason: "no show" },
        before: { status: "active" },
        after: { status: "released" },
        event_name: "resource_booking.hold.released",
      },
    ])
  })
})

describe("listHolds", () => {
  let here: TestContext
  const ids: Record<string, string> = {}
  let a: string
  let b: string
  const order_id = "order_listed"
  const email = "Jane.Doe@example.com"

  beforeAll(async () => {
    here = await createContext()
    a = (await aResource(here.call, { default_capacity: 9 })).id
    b = (await aResource(here.call, { default_capacity: 9 })).id
    const add = async (
      name: string,
      on: string[],
      dates: string[],
      owner: Partial<PlaceHold> = {}
    ) => {
      const { hold } = await placeHold(here.call, {
        items: on.map((resource_id) => ({ resource_id, dates })),
        ...{ idempotency_key: uniqueId("key"), ...owner },
      })
      ids[name] = hold.id
      return hold.id
    }
    await add("active", [a], [day(10), day(20)], { email })
    const cart = { cart_id: "cart_50%_off" }
    const released = await add("released", [a], [day(11)], cart)
    const confirmed = await add("confirmed", [b], [day(12)])
    const overdue = await add("overdue", [a, b], [day(13)])
    const expired = await add("expired", [b], [day(14)])
    await releaseHold(here.call, released, ADMIN)
    await confirmHold(here.call, { hold_id: confirmed, order_id })
    await makeOverdue(here.world, [expired])
    await expireHolds(here.call)
    await makeOverdue(here.world, [overdue])
    const inOrder = Object.values(ids)
    await here.world.sql(
      `update booking_hold
        set created_at = created_at
          + array_position($1::text[], id) * interval '1 second'`,
      [inOrder]
    )
  })
  afterAll(() => here.close())

  const names = async (query: ListHolds) => {
    const { rows, count } = await listHolds(here.call, query)
    expect(count).toBe(rows.length)
    return rows.map(
      (row) => Object.entries(ids).find(([, id]) => id === row.id)?.[0]
    )
  }

  it("says what time it is, also of no holds", async () => {
    for (const query of [{}, { order_id: "order_nobody" }]) {
      const { server_time } = await listHolds(here.call, query)
      const away = Math.abs(Date.parse(server_time) - Date.now())
      expect(away).toBeLessThan(60_000)
    }
  })

  it("has them as staff see them, the newest first", async () => {
    expect(await names({})).toEqual([
      ...["expired", "overdue", "confirmed", "released", "active"],
    ])
    const { rows } = await listHolds(here.call, { status: "active" })
    expect(rows).toEqual([
      await retrieveHoldForAdmin(here.call, ids.active as string),
    ])
    expect(rows[0]).toMatchObject({ email, customer_id: null })
  })

  it.each<[string, () => ListHolds, string[]]>([
    [
      "expired ones, tidied up or not",
      () => ({ status: "expired" }),
      [...["expired", "overdue"]],
    ],
    ["live ones", () => ({ status: "active" }), ["active"]],
    [
      "two statuses",
      () => ({ status: ["released", "confirmed"] }),
      [...["confirmed", "released"]],
    ],
    ["no status at all", () => ({ status: [] }), []],
    [
      "a resource's",
      () => ({ resource_id: a }),
      [...["overdue", "released", "active"]],
    ],
    ["a cart's", () => ({ cart_id: "cart_50%_off" }), ["released"]],
    ["an order's", () => ({ order_id }), ["confirmed"]],
    [
      "an e-mail's, whatever its case",
      () => ({ email: email.toUpperCase() }),
      ["active"],
    ],
    ["from a date on", () => ({ start_date: day(14) }), ["expired", "active"]],
    ["up to a date", () => ({ end_date: day(11) }), ["released", "active"]],
    [
      "between a hold's dates",
      () => ({
        ...{ start_date: day(15), end_date: day(19) },
      }),
      [],
    ],
    [
      "a resource's on a date",
      () => ({
        ...{ resource_id: b, start_date: day(13), end_date: day(13) },
      }),
      ["overdue"],
    ],
    ["the beginning of an e-mail", () => ({ q: "JANE.doe@" }), ["active"]],
    ["no other piece of one", () => ({ q: "doe@" }), []],
    ["a percent sign, as a percent sign", () => ({ q: "jane%" }), []],
    ["an underscore, as one", () => ({ q: "jane_doe@" }), []],
    ["an order", () => ({ q: order_id }), ["confirmed"]],
    ["a cart", () => ({ q: "cart_50%_off" }), ["released"]],
    ["no piece of an id", () => ({ q: "cart_50" }), []],
    ["an id", () => ({ q: ids.overdue }), ["overdue"]],
    ["what nobody has", () => ({ resource_id: "bres_none" }), []],
  ])("finds %s", async (_, query, expected) => {
    expect(await names(query())).toEqual(expected)
  })

  it("is ordered by what it can be ordered by", async () => {
    const oldestFirst = ["active", "released", "confirmed", "overdue"]
    expect(await names({ order: "created_at" })).toEqual([
      ...oldestFirst,
      "expired",
    ])
    const byId = await listHolds(here.call, { order: "-id" })
    expect(byId.rows.map((row) => row.id)).toEqual(
      Object.values(ids).sort().reverse()
    )
    const byStatus = await listHolds(here.call, { order: "-status" })
    expect(byStatus.rows[0]?.id).toBe(ids.released)
    for (const order of ["email", "", "-", "id; drop table booking_hold"]) {
      expect(await code(listHolds(here.call, { order }))).toBe("invalid_data")
    }
  })

  it("comes in pages that neither overlap nor leave one out", async () => {
    const page = (offset: number) =>
      listHolds(here.call, { order: "created_at", limit: 2, offset })
    const pages = [await page(0), await page(2), await page(4), await page(6)]
    expect(pages.map((p) => p.count)).toEqual([5, 5, 5, 5])
    expect(pages.map((p) => p.rows.length)).toEqual([2, 2, 1, 0])
    const all = pages.flatMap((p) => p.rows.map((row) => row.id))
    expect(all).toEqual([
      ...[ids.active, ids.released, ids.confirmed, ids.overdue, ids.expired],
    ])
  })

  it.each<[string, ListHolds]>([
    ["a page of none", { limit: 0 }],
    ["a page of 101", { limit: 101 }],
    ["half an offset", { offset: 0.5 }],
    ["a negative offset", { offset: -1 }],
    ["a NUL character", { q: "\0" }],
  ])("refuses %s", async (_, query) => {
    expect(await code(listHolds(here.call, query))).toBe("invalid_data")
  })

  it.each<[string, ListHolds]>([
    ["a date that is none", { start_date: "2027-02-30" }],
    ["a word", { end_date: "tomorrow" }],
  ])("refuses %s", async (_, query) => {
    expect(await code(listHolds(here.call, query))).toBe("invalid_range")
  })
})

describe("listAllocations", () => {
  let here: TestContext
  let room: string
  let tour: string
  let first: { hold_id: string; order_id: string }
  let second: { hold_id: string; order_id: string }

  beforeAll(async () => {
    here = await createContext()
    const span = "night" as const
    room = (await aResource(here.call, { name: "Blue room", span })).id
    tour = (await aResource(here.call, { default_capacity: 9 })).id
    first = await aSale(here.call, tour, [day(20), day(22)], 2)
    second = await aSale(here.call, room, [day(10), day(11)])
    const { order_id } = await aSale(here.call, tour, [day(15)])
    await cancelAllocations(here.call, { order_id })
  })
  afterAll(() => here.close())

  const orders = async (query: ListAllocations) => {
    const { rows, count } = await listAllocations(here.call, query)
    expect(count).toBe(rows.length)
    return rows.map((row) => row.order_id)
  }

  it("has them as they are, the newest first", async () => {
    const { rows, count } = await listAllocations(here.call, {})
    expect(count).toBe(3)
    expect(rows.slice(1)).toEqual([
      {
        id: expect.stringMatching(/^balloc_/),
        status: "confirmed",
        ...{ resource_id: room, line_item_id: null, ...second },
        start_date: day(10),
        end_date: day(12),
        dates: [day(10), day(11)],
        ...{ quantity: 1, segment: 1, replaced_by: null },
        ...{ guests: [], note: null, canceled_at: null },
        ...{ arrived_at: null, departed_at: null, no_show_at: null },
        created_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
        updated_at: expect.stringMatching(/Z$/),
      },
      expect.objectContaining({
        ...{ resource_id: tour, quantity: 2, ...first },
        ...{ start_date: day(20), end_date: day(22) },
        dates: [day(20), day(22)],
      }),
    ])
    for (const row of rows) {
      expect(await retrieveAllocation(here.call, row.id)).toEqual(row)
    }
  })

  it("is filtered, searched and ordered", async () => {
    const [a, b] = [first.order_id, second.order_id]
    expect(await orders({ status: "confirmed" })).toEqual([b, a])
    expect(await orders({ status: "canceled" })).toHaveLength(1)
    expect(await orders({ resource_id: room })).toEqual([b])
    expect(await orders({ order_id: a })).toEqual([a])
    expect(await orders({ start_date: day(16) })).toEqual([a])
    const gap = { start_date: day(21), end_date: day(21) }
    expect(await orders(gap)).toEqual([])
    expect(await orders({ end_date: day(10) })).toEqual([b])
    expect(await orders({ q: "blue" })).toEqual([b])
    expect(await orders({ q: a })).toEqual([a])
    expect(await orders({ q: first.hold_id })).toEqual([a])
    expect(await orders({ q: a.slice(0, -1) })).toEqual([])
    const confirmed = { status: "confirmed", order: "start_date" } as const
    expect(await orders(confirmed)).toEqual([b, a])
    expect(await orders({ ...confirmed, order: "-start_date" })).toEqual([a, b])
  })

  it("comes in pages, and refuses what can't be", async () => {
    const page = await listAllocations(here.call, { limit: 1, offset: 2 })
    expect(page.count).toBe(3)
    expect(page.rows.map((row) => row.order_id)).toEqual([first.order_id])
    for (const wrong of [{ order: "guests" }, { limit: 101 }, { q: "\0" }]) {
      expect(await code(listAllocations(here.call, wrong))).toBe("invalid_data")
    }
    const noDate = listAllocations(here.call, { end_date: "tomorrow" })
    expect(await code(noDate)).toBe("invalid_range")
    const none = retrieveAllocation(here.call, "balloc_none")
    expect(await code(none)).toBe("not_found")
  })
})
