import type {
  HoldToValidate,
  PlaceHold,
  ValidateHold,
} from "../../src/modules/resource_booking/types"
import {
  adoptHolds,
  bringHold,
  type Call,
  createAllocations,
  pinHolds,
  placeHold,
  releaseHold,
} from "../engine"
import { aBookedLine, aLine, aMarkedLine } from "../helpers/booked-line"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, holdRow, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const [MON, TUE, WED] = [day(30), day(31), day(32)]
const SHOPPER = { type: "customer", id: null } as const
const MEMBERS_ONLY = "Only members can book this room."
const NO = { code: "not_allowed_by_store", message: MEMBERS_ONLY, details: {} }

/** As @medusajs/framework throws it, which takes seconds to load. */
class MedusaError extends Error {
  readonly __isMedusaError = true
}

/** A process of a store that has such code of its own. */
const storeWith = (
  validate_hold: ValidateHold,
  more: { validate_hold_timeout_ms?: number } = {}
): Call => t.world.process({ options: { validate_hold, ...more } })

const forbid: ValidateHold = async () => ({ message: MEMBERS_ONLY })

/** A process whose store agrees to everything, and what it was asked. */
function storeThatAgrees() {
  const asked: HoldToValidate[] = []
  const call = storeWith((hold) => {
    asked.push(hold)
  })
  return { call, asked }
}

const wish = (resource_id: string, more: Partial<PlaceHold> = {}) => ({
  items: [{ resource_id, dates: [MON] }],
  idempotency_key: uniqueId("key"),
  ...more,
})

/** How many rows there are of all that a hold writes. */
async function rows(): Promise<unknown> {
  const counts = [
    ...["hold", "hold_item", "claim", "capacity", "basket"],
    ...["operation", "outbox", "allocation"],
  ].map((table) => `(select count(*) from booking_${table}) as ${table}`)
  const [row] = await t.world.sql(`select ${counts.join(", ")}`)
  return row
}

/** What comes of work that the store forbids: a refusal, and no row. */
async function expectNo(work: () => Promise<unknown>): Promise<void> {
  const before = await rows()
  expect(await refusalOf(work())).toEqual(NO)
  expect(await rows()).toEqual(before)
}

describe("validate_hold, for each way to a hold (R98)", () => {
  it("sees what is placed, with its dates written out", async () => {
    const { id } = await aResource(t.call, {
      span: "night",
      default_capacity: 9,
    })
    const { call, asked } = storeThatAgrees()
    const cart_id = uniqueId("cart")
    const { hold } = await placeHold(call, {
      items: [{ resource_id: id, start_date: MON, end_date: WED, quantity: 2 }],
      ...{ idempotency_key: uniqueId("key"), cart_id, line: aLine() },
      ...{ customer_id: "cus_1", email: "ann@example.com" },
      metadata: { voucher: "SUMMER" },
    })
    expect(hold.status).toBe("active")
    expect(asked).toEqual([
      {
        way: "place",
        items: [
          { resource_id: id, group_id: null, dates: [MON, TUE], quantity: 2 },
        ],
        ...{ hold_id: null, cart_id, variant_id: "variant_1" },
        ...{ customer_id: "cus_1", email: "ann@example.com" },
        ...{ metadata: { voucher: "SUMMER" }, actor: SHOPPER },
      },
    ])
  })

  it("sees the group where one is asked for", async () => {
    const group = await aGroup(t.call)
    await aResource(t.call, { group_id: group.id })
    const { call, asked } = storeThatAgrees()
    const items = [{ group_id: group.id, dates: [TUE, MON] }]
    await placeHold(call, { items, idempotency_key: uniqueId("key") })
    expect(asked.map((one) => one.items)).toEqual([
      [
        {
          ...{ resource_id: null, group_id: group.id },
          ...{ dates: [MON, TUE], quantity: 1 },
        },
      ],
    ])
  })

  it("refuses what is placed, on its own or for a cart's line", async () => {
    const { id } = await aResource(t.call)
    const call = storeWith(forbid)
    await expectNo(() => placeHold(call, wish(id)))
    const cart_id = uniqueId("cart")
    await expectNo(() => placeHold(call, wish(id, { cart_id, line: aLine() })))
    expect((await placeHold(t.call, wish(id))).hold.status).toBe("active")
  })

  it("refuses other dates for a booking, which stays as it was", async () => {
    const { id } = await aResource(t.call)
    const items = [{ resource_id: id, dates: [MON] }]
    const { cart_id, hold } = await aBookedLine(t, items)
    const change = wish(id, {
      items: [{ resource_id: id, dates: [TUE] }],
      ...{ cart_id, line: aLine(), replaces: hold.id },
    })
    await expectNo(() => placeHold(storeWith(forbid), change))
    expect(await holdRow(t.world, hold.id)).toMatchObject({ live: true })
    const { call, asked } = storeThatAgrees()
    await placeHold(call, change)
    expect(asked).toMatchObject([
      { way: "change", hold_id: hold.id, cart_id, items: [{ dates: [TUE] }] },
    ])
  })

  it("refuses a hold that is brought into a cart", async () => {
    const { id } = await aResource(t.call)
    const { hold, token } = await placeHold(
      t.call,
      wish(id, { metadata: { voucher: "SUMMER" } })
    )
    const cart_id = uniqueId("cart")
    const into = {
      ...{ hold_id: hold.id, access: { token }, cart_id },
      ...{ customer_id: "cus_1", line: aLine() },
    }
    await expectNo(() => bringHold(storeWith(forbid), into))
    const { call, asked } = storeThatAgrees()
    await bringHold(call, into)
    expect(asked).toEqual([
      {
        way: "bring",
        items: [{ resource_id: id, group_id: null, dates: [MON], quantity: 1 }],
        ...{ hold_id: hold.id, cart_id, variant_id: "variant_1" },
        ...{ customer_id: "cus_1", email: null },
        ...{ metadata: { voucher: "SUMMER" }, actor: SHOPPER },
      },
    ])
  })

  it("is not asked about a hold that somebody may not bring", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await placeHold(t.call, wish(id))
    const { call, asked } = storeThatAgrees()
    const refused = bringHold(call, {
      ...{ hold_id: hold.id, access: { token: "somebody's" } },
      ...{ cart_id: uniqueId("cart"), customer_id: null, line: aLine() },
    })
    expect((await refusalOf(refused)).code).toBe("not_found")
    expect(asked).toEqual([])
  })

  it("refuses that a guest's holds become a customer's, all or none", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const cart_id = uniqueId("cart")
    const first = await placeHold(t.call, wish(id, { cart_id }))
    const items = [{ resource_id: id, dates: [TUE] }]
    const second = await placeHold(t.call, wish(id, { cart_id, items }))
    const to = { cart_id, customer_id: uniqueId("cus") }
    const notTuesday = storeWith(async ({ items }) =>
      items[0]?.dates.includes(TUE) ? { message: MEMBERS_ONLY } : undefined
    )
    const owners = () =>
      t.world.sql(
        "select distinct owner from booking_hold where cart_id = $1",
        [cart_id]
      )
    await expectNo(() => adoptHolds(notTuesday, to))
    expect(await owners()).toEqual([{ owner: `cart:${cart_id}` }])

    const { call, asked } = storeThatAgrees()
    await adoptHolds(call, to)
    expect(await owners()).toEqual([{ owner: `customer:${to.customer_id}` }])
    expect(
      asked.map(({ way, hold_id, customer_id }) => ({
        ...{ way, hold_id, customer_id },
      }))
    ).toEqual(
      expect.arrayContaining(
        [first, second].map(({ hold }) => ({
          ...{ way: "adopt", hold_id: hold.id, customer_id: to.customer_id },
        }))
      )
    )
    expect(asked).toHaveLength(2)
    await adoptHolds(call, to)
    expect(asked).toHaveLength(2) // They are the customer's by now.
  })

  it("refuses what staff book", async () => {
    const { id } = await aResource(t.call)
    const booking = wish(id)
    const call = { ...storeWith(forbid), actor: t.call.actor }
    await expectNo(() => createAllocations(call, booking))
    const { call: agreeing, asked } = storeThatAgrees()
    await createAllocations({ ...agreeing, actor: t.call.actor }, booking)
    expect(asked).toMatchObject([
      { way: "staff", actor: t.call.actor, items: [{ resource_id: id }] },
    ])
  })
})

describe("validate_hold, when a cart is completed (R98)", () => {
  const quotes = (id: string) => ({
    [id]: { unit_price: "100", currency_code: "aud" },
  })

  async function aLineToPay(isOver: boolean) {
    const { id } = await aResource(t.call)
    const booked = await aBookedLine(t, [{ resource_id: id, dates: [MON] }])
    if (isOver) {
      await makeOverdue(t.world, [booked.hold.id])
    }
    const line = {
      ...aMarkedLine(booked, booked.hold.id),
      currency_code: "aud",
    }
    return { ...booked, pin: { cart_id: booked.cart_id, lines: [line] } }
  }

  it("refuses an ended hold that would be taken again", async () => {
    const { hold, pin } = await aLineToPay(true)
    const unpaid = { ...pin, is_paid: false, quotes: quotes(hold.id) }
    await expectNo(() => pinHolds(storeWith(forbid), unpaid))
    const { call, asked } = storeThatAgrees()
    expect((await pinHolds(call, unpaid)).pinned).toEqual([hold.id])
    expect(asked).toMatchObject([{ way: "take_again", hold_id: hold.id }])
  })

  it.each([
    ["that lives", false, false],
    ["that has ended, and is paid for", true, true],
  ])("is not asked about a hold %s", async (_, isOver, is_paid) => {
    const { hold, pin } = await aLineToPay(isOver)
    const pinned = pinHolds(storeWith(forbid), {
      ...{ ...pin, is_paid, quotes: quotes(hold.id) },
    })
    expect((await pinned).pinned).toEqual([hold.id])
  })
})

describe("validate_hold, and how it answers (R98)", () => {
  it("may throw a MedusaError instead", async () => {
    const { id } = await aResource(t.call)
    const call = storeWith(() => {
      throw new MedusaError(MEMBERS_ONLY)
    })
    await expectNo(() => placeHold(call, wish(id)))
  })

  it("lets out what else it throws, and nothing is written", async () => {
    const { id } = await aResource(t.call)
    const before = await rows()
    const broken = storeWith(() => Promise.reject(new Error("fetch failed")))
    await expect(placeHold(broken, wish(id))).rejects.toThrow("fetch failed")
    const odd = storeWith(() => false as unknown as undefined)
    await expect(placeHold(odd, wish(id))).rejects.toThrow(
      "The option validate_hold must return nothing, or { message } with a text."
    )
    expect(await rows()).toEqual(before)
  })

  it("is given up on at its limit, and told so by the signal", async () => {
    const { id } = await aResource(t.call)
    const before = await rows()
    let told: AbortSignal | undefined
    const never = storeWith(
      (_, { signal }) => {
        told = signal
        return new Promise(() => undefined)
      },
      { validate_hold_timeout_ms: 50 }
    )
    expect(await refusalOf(placeHold(never, wish(id)))).toEqual({
      code: "busy",
      message: "The booking could not be checked in time. Please try again.",
      details: { retry_after: 1 },
    })
    expect(told?.aborted).toBe(true)
    expect(await rows()).toEqual(before)
  })

  it("is busy, too, when the signal has ended what it waits for", async () => {
    const { id } = await aResource(t.call)
    const obeying = storeWith(
      (_, { signal }) =>
        new Promise((_, fail) => {
          signal.addEventListener("abort", () => fail(signal.reason as Error))
        }),
      { validate_hold_timeout_ms: 50 }
    )
    const { code } = await refusalOf(placeHold(obeying, wish(id)))
    expect(code).toBe("busy")
  })

  it("keeps its signal alive for as long as it is in time", async () => {
    const { id } = await aResource(t.call)
    let told: AbortSignal | undefined
    const quick = storeWith((_, { signal }) => void (told = signal))
    await placeHold(quick, wish(id))
    expect(told?.aborted).toBe(false)
  })

  it("keeps no connection and no lock while it thinks", async () => {
    const { id } = await aResource(t.call)
    const seen: unknown[] = []
    const call: Call = storeWith(async () => {
      const pool = call.db.stats().holds
      const [locks] = await t.world.sql(
        `select count(*) as n from pg_locks where locktype = 'advisory'
          and database = (select oid from pg_database
            where datname = current_database())`
      )
      const busy = (pool?.total ?? 0) - (pool?.idle ?? 0)
      seen.push({ busy, waiting: pool?.waiting, locks: Number(locks?.n) })
    })
    await placeHold(call, wish(id))
    expect(seen).toEqual([{ busy: 0, waiting: 0, locks: 0 }])
  })

  it("comes after what is wrong with the request, and before what is sold out", async () => {
    const { id } = await aResource(t.call)
    const call = storeWith(forbid)
    const codeOf = async (asked: PlaceHold) =>
      (await refusalOf(placeHold(call, asked))).code
    expect(await codeOf(wish("bres_none"))).toBe("not_found")
    const none = [{ resource_id: id, dates: [] }]
    expect(await codeOf(wish(id, { items: none }))).toBe("invalid_range")
    await aHold(t.call, id, [MON])
    expect(await codeOf(wish(id))).toBe("not_allowed_by_store")
    const control = await refusalOf(placeHold(t.call, wish(id)))
    expect(control.code).toBe("sold_out")
  })

  it("takes no hold away from a request that is repeated", async () => {
    const { id } = await aResource(t.call)
    const asked = wish(id)
    const { hold } = await placeHold(t.call, asked)
    const call = storeWith(forbid)
    expect(await placeHold(call, asked)).toMatchObject({
      ...{ hold: { id: hold.id }, idempotent_replay: true },
    })
    const other = { ...asked, items: [{ resource_id: id, dates: [TUE] }] }
    expect((await refusalOf(placeHold(call, other))).code).toBe(
      "idempotency_conflict"
    )
  })

  it("is not asked when a hold is given back", async () => {
    const { id } = await aResource(t.call)
    const { hold, token } = await placeHold(t.call, wish(id))
    await releaseHold(storeWith(forbid), hold.id, { token })
    expect(await holdRow(t.world, hold.id)).toMatchObject({ live: false })
  })
})
