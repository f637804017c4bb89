import type {
  HoldAnswer,
  HoldItemInput,
  PlaceHold,
} from "../../src/modules/resource_booking/types"
import {
  adoptHolds,
  bringHold,
  type Call,
  confirmHold,
  extendHold,
  isBookingRefusal,
  placeHold,
  releaseHold,
  type ResourceBookingOptions,
} from "../engine"
import {
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, holdRow, makeOverdue, uniqueId } from "../helpers/world"

const ADMIN = { admin: true } as const

let t: TestContext
/** A process with the limits as they are unless an option says otherwise. */
let call: Call
/** There is always room: only the limits refuse. */
let resource_id: string
beforeAll(async () => {
  t = await createContext()
  call = limited({})
  const { id } = await aResource(t.call, { default_capacity: 100_000 })
  resource_id = id
})
afterAll(() => t.close())

function limited(limits: ResourceBookingOptions["limits"]): Call {
  return t.world.process({ options: { limits } })
}

type Owner = Pick<PlaceHold, "customer_id" | "cart_id" | "email" | "address">

function place(
  owner: Owner,
  item: Partial<HoldItemInput> = {},
  by = call
): Promise<HoldAnswer> {
  return placeHold(by, {
    items: [{ resource_id, dates: [day(10)], ...item }],
    ...{ idempotency_key: uniqueId("key"), ...owner },
  })
}

async function placeMany(
  n: number,
  owner: () => Owner,
  by = call
): Promise<HoldAnswer[]> {
  const answers: HoldAnswer[] = []
  for (let i = 0; i < n; i++) {
    answers.push(await place(owner(), {}, by))
  }
  return answers
}

const aCustomer = (): Owner => ({ customer_id: uniqueId("cus") })

const days = (n: number, from = 10) =>
  Array.from({ length: n }, (_, i) => day(from + i))

/** The refusal's message and when to come back. */
async function limitOf(work: Promise<unknown>) {
  const { code, message, details } = await refusalOf(work)
  expect(code).toBe("limit_reached")
  return { message, retry_after: details.retry_after }
}

describe("what an owner may keep at a time (R17)", () => {
  it("is ten holds: the tenth is placed, the eleventh is not", async () => {
    const owner = aCustomer()
    await placeMany(10, () => owner)
    const { message } = await limitOf(place(owner))
    expect(message).toBe(
      "At most 10 bookings can be held at a time. Please pay for some or release them first."
    )
  })

  it("is 50 units, in one hold or in several", async () => {
    const [one, several] = [aCustomer(), aCustomer()]
    expect((await limitOf(place(one, { quantity: 51 }))).message).toContain(
      "50 units"
    )
    await place(one, { quantity: 50 })
    await limitOf(place(one))
    await place(several, { quantity: 30 })
    await limitOf(place(several, { quantity: 21 }))
    await place(several, { quantity: 20 })
    await limitOf(place(several))
  })

  it("is units of all items, however many dates each has", async () => {
    const owner = aCustomer()
    const items = (n: number) => ({
      items: [
        { resource_id, dates: days(5), quantity: 25 },
        { resource_id, dates: days(7), quantity: n },
      ],
      idempotency_key: uniqueId("key"),
    })
    await limitOf(placeHold(call, { ...items(26), ...owner }))
    await placeHold(call, { ...items(25), ...owner })
  })

  it("is 366 resource-dates, however many units each has", async () => {
    const owner = aCustomer()
    await place(owner, { dates: days(300), quantity: 10 })
    const { message } = await limitOf(place(owner, { dates: days(67) }))
    expect(message).toContain("366 dates")
    await place(owner, { dates: days(66) })
    await limitOf(place(owner))
  })

  it("is told before anything is taken", async () => {
    const { id } = await aResource(t.call)
    const owner = aCustomer()
    await placeMany(10, () => owner)
    await limitOf(place(owner, { resource_id: id }))
    await place(aCustomer(), { resource_id: id })
  })
})

describe("whom the limits count against (R17)", () => {
  it.each<[string, Owner, Owner]>([
    [
      "a customer, whatever cart and e-mail",
      { customer_id: "cus_1", cart_id: "cart_1", email: "a@example.com" },
      { customer_id: "cus_1", cart_id: "cart_2", email: "b@example.com" },
    ],
    [
      "a cart, whatever e-mail",
      { cart_id: "cart_3", email: "a@example.com" },
      { cart_id: "cart_3", email: "b@example.com" },
    ],
  ])("are those of %s", async (_, owner, same) => {
    const holds = await placeMany(5, () => owner)
    holds.push(...(await placeMany(5, () => same)))
    await limitOf(place(owner))
    await limitOf(place(same))
    await releaseHold(call, holds[0]?.hold.id as string, ADMIN)
    await place(same)
  })

  it.each<[string, Owner]>([
    ["another customer", { customer_id: "cus_other" }],
    ["a cart of the customer's name", { cart_id: "cus_full" }],
    ["an e-mail of the customer's name", { email: "cus_full" }],
    ["nobody", {}],
  ])("are not those of %s", async (_, owner) => {
    const full = { customer_id: "cus_full" }
    await placeMany(10, () => full).catch(() => undefined)
    await limitOf(place(full))
    await place(owner)
  })

  it("are each hold's own where there is nobody to tell apart", async () => {
    await placeMany(12, () => ({}))
    // Anybody can type an e-mail.
    await placeMany(12, () => ({ email: "jane@example.com" }))
    await limitOf(place({}, { quantity: 51 }))
    await place({}, { quantity: 50 })
    await place({}, { quantity: 50 })
  })
})

describe("what an address may keep at a time (R17)", () => {
  it("is so many holds, all owners and nobody together", async () => {
    const by = limited({ address_live_holds: 3 })
    const address = "198.51.100.7"
    await place({ address, ...aCustomer() }, {}, by)
    await place({ address, email: "c@example.com" }, {}, by)
    const anonymous = await place({ address }, {}, by)
    const refused = place({ address, ...aCustomer() }, {}, by)
    expect(await limitOf(refused)).toEqual({
      message:
        "At most 3 bookings can be held from one IP address at a time." +
        " Please pay for some or release them first.",
      retry_after: 1800,
    })
    await place({ address: "198.51.100.8" }, {}, by)
    await place({}, {}, by)
    await releaseHold(call, anonymous.hold.id, ADMIN)
    await place({ address }, {}, by)
    await limitOf(place({ address }, {}, by))
  })

  it("is 500 unless an option says otherwise", () => {
    expect(call.options.limits).toMatchObject({ address_live_holds: 500 })
  })

  it("is counted among many that are placed together", async () => {
    const calls = [0, 1].map(() => limited({ address_live_holds: 3 }))
    const address = "203.0.113.9"
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => place({ address }, {}, calls[0] as Call))
    )
    const placed = tries.filter((one) => one.status === "fulfilled")
    expect(placed).toHaveLength(3)
    await limitOf(place({ address }, {}, calls[1]))
  })
})

describe("what an address may keep without a customer (R17)", () => {
  /** One resource of its own, with one unit a day. */
  const aRoom = () => aResource(t.call, { default_capacity: 1 })
  const stay = (resource_id: string, from: number, nights: number) => ({
    resource_id,
    dates: days(nights, from),
  })

  it("is 1,500 resource-dates, half of a resource in four weeks", () => {
    expect(call.options.limits).toMatchObject({
      address_resource_dates: 1_500,
      address_share: 0.5,
      address_window_days: 28,
    })
  })

  it("is so many resource-dates, in carts and without", async () => {
    const by = limited({ address_resource_dates: 400 })
    const address = "198.51.100.20"
    await place({ address }, { dates: days(366) }, by)
    await place({ address, cart_id: uniqueId("cart") }, { dates: days(34) }, by)
    expect(await limitOf(place({ address }, {}, by))).toEqual({
      message:
        "At most 400 dates can be held from one IP address at a time." +
        " Please pay for some or release them first.",
      retry_after: 1800,
    })
    await place({ address: "198.51.100.21" }, {}, by)
    await place({ address, ...aCustomer() }, {}, by)
  })

  it("is a share of what a resource has, after a first stay", async () => {
    const address = "198.51.100.30"
    const { id } = await aRoom()
    const first = await place({ address }, stay(id, 10, 14))
    expect(await limitOf(place({ address }, stay(id, 24, 1)))).toEqual({
      message:
        "At most 50% of the places on nearby dates can be held from one IP address at a time. Please pay for some or release them first.",
      retry_after: 1800,
    })
    await place({ address: "198.51.100.31" }, stay(id, 24, 1))
    await place({ address }, stay(id, 40, 14))
    await place({ address, ...aCustomer() }, stay(id, 25, 1))
    await releaseHold(call, first.hold.id, ADMIN)
    await place({ address }, stay(id, 10, 1))
  })

  it("is a first stay, however long and of whatever there is one of", async () => {
    const { id } = await aRoom()
    await place({ address: "198.51.100.40" }, stay(id, 10, 300))
  })

  it("is counted among many that are placed together", async () => {
    const { id } = await aRoom()
    const address = "198.51.100.50"
    const tries = await Promise.allSettled(
      Array.from({ length: 28 }, (_, n) =>
        place({ address }, stay(id, 10 + n, 1))
      )
    )
    const placed = tries.filter((one) => one.status === "fulfilled")
    expect(placed).toHaveLength(14)
  })

  it("is what its IPv6 network and its IPv4 address written as IPv6 have", async () => {
    const by = limited({ address_live_holds: 2 })
    await place({ address: "2001:db8:7:7::1" }, {}, by)
    await place({ address: "2001:db8:7:7:a:b:c:d" }, {}, by)
    await limitOf(place({ address: "2001:db8:7:7::2" }, {}, by))
    await place({ address: "2001:db8:7:8::1" }, {}, by)
    await place({ address: "198.51.100.60" }, {}, by)
    await place({ address: "::ffff:198.51.100.60" }, {}, by)
    await limitOf(place({ address: "::ffff:c633:643c" }, {}, by))
  })

  it("is anything when limits are off", async () => {
    const by = limited("off")
    const { id } = await aRoom()
    const address = "198.51.100.70"
    await place({ address }, stay(id, 10, 14), by)
    await place({ address }, stay(id, 24, 14), by)
  })
})

describe("what counts (R17)", () => {
  it.each<[string, (hold: HoldAnswer) => Promise<unknown>]>([
    ["released", ({ hold }) => releaseHold(call, hold.id, ADMIN)],
    ["past its end", ({ hold }) => makeOverdue(t.world, [hold.id])],
    [
      "sold",
      ({ hold }) =>
        confirmHold(call, { hold_id: hold.id, order_id: uniqueId("order") }),
    ],
  ])("is not a hold that is %s", async (_, end) => {
    const owner = aCustomer()
    const holds = await placeMany(10, () => owner)
    await limitOf(place(owner))
    await end(holds[4] as HoldAnswer)
    await place(owner)
    await limitOf(place(owner))
  })

  it("is not a repeated request", async () => {
    const owner = aCustomer()
    await placeMany(9, () => owner)
    const request = {
      items: [{ resource_id, dates: [day(10)] }],
      ...{ idempotency_key: uniqueId("key"), ...owner },
    }
    const { hold } = await placeHold(call, request)
    for (let i = 0; i < 3; i++) {
      expect((await placeHold(call, request)).hold.id).toBe(hold.id)
    }
    await limitOf(place(owner))
  })

  it("is not an extension", async () => {
    const owner = aCustomer()
    const holds = await placeMany(10, () => owner)
    const { id } = (holds[0] as HoldAnswer).hold
    await makeOverdue(t.world, [id], 60_000)
    const extended = await extendHold(call, id, ADMIN)
    expect(extended.time_remaining_seconds).toBe(1800)
  })
})

describe("when to come back (R17)", () => {
  it("is when the first of the owner's holds ends", async () => {
    const owner = aCustomer()
    const holds = await placeMany(10, () => owner)
    const soon = (holds[7] as HoldAnswer).hold.id
    await makeOverdue(t.world, [soon], 90_000)
    const { retry_after } = await limitOf(place(owner))
    expect(retry_after).toBeGreaterThan(60)
    expect(retry_after).toBeLessThanOrEqual(90)
  })

  it("is never while nothing of theirs will end", async () => {
    const refused = await limitOf(place(aCustomer(), { quantity: 51 }))
    expect(refused.retry_after).toBeUndefined()
  })
})

describe("limits of a store's own (R17)", () => {
  it("are as its options say, each at its boundary", async () => {
    const limits = { live_holds: 2, units: 4, resource_dates: 6 }
    const by = limited(limits)
    const owner = aCustomer()
    await limitOf(place(owner, { quantity: 5 }, by))
    await limitOf(place(owner, { dates: days(7) }, by))
    await place(owner, { quantity: 3, dates: days(5) }, by)
    await limitOf(place(owner, { quantity: 2 }, by))
    await limitOf(place(owner, { dates: days(2) }, by))
    await place(owner, {}, by)
    expect((await limitOf(place(owner, {}, by))).message).toContain(
      "2 bookings"
    )
  })

  it("are none when they are off", async () => {
    const by = limited("off")
    const owner = { ...aCustomer(), address: "192.0.2.1" }
    await placeMany(12, () => owner, by)
    await place(owner, { quantity: 900, dates: days(300) }, by)
    await limitOf(place(owner))
  })
})

describe("twenty holds of one owner at once (R17)", () => {
  it.each<[string, number, () => Owner]>([
    ["a customer's in one process", 1, aCustomer],
    ["a customer's in two processes", 2, aCustomer],
    ["a cart's in two processes", 2, () => ({ cart_id: uniqueId("cart") })],
  ])("are ten: %s", async (_, processes, ownerOf) => {
    const calls = Array.from({ length: processes }, () => limited({}))
    const owner = ownerOf()
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        place(owner, { dates: [day(10 + i)] }, calls[i % processes]).then(
          () => "placed",
          (error: unknown) =>
            isBookingRefusal(error) ? error.code : String(error)
        )
      )
    )
    expect(tries.filter((one) => one === "placed")).toHaveLength(10)
    expect(tries.filter((one) => one === "limit_reached")).toHaveLength(10)
  })

  it("never have more units than they may, either", async () => {
    const calls = [limited({}), limited({})]
    const owner = aCustomer()
    const tries = await Promise.allSettled(
      Array.from({ length: 9 }, (_, i) =>
        place(owner, { quantity: 12 }, calls[i % 2])
      )
    )
    const placed = tries.filter((one) => one.status === "fulfilled")
    expect(placed).toHaveLength(4)
  })
})

describe("holds that come to an owner in another way (R17, R93)", () => {
  const line = {
    ...{ line_item_id: null, variant_id: "variant_1", quantity: 1 },
    ...{ unit_price: "1", currency_code: "aud" },
    ...{ charged_dates: 1, price_mode: "per_date" as const },
  }

  it("pass the limits when they are brought into a cart, like placed ones", async () => {
    const cart_id = uniqueId("cart")
    await placeMany(10, () => ({ cart_id }))
    const { hold } = await place({})
    const before = await holdRow(t.world, hold.id)
    const brought = bringHold(call, {
      ...{ hold_id: hold.id, access: { admin: true }, cart_id },
      ...{ customer_id: null, line },
    })
    await limitOf(brought)
    expect(await holdRow(t.world, hold.id)).toEqual(before)
  })

  it("count for all carts of their customer when they are brought", async () => {
    const owner = aCustomer()
    await placeMany(10, () => ({ ...owner, cart_id: uniqueId("cart") }))
    const { hold } = await place({})
    const brought = bringHold(call, {
      ...{ hold_id: hold.id, access: { admin: true }, line },
      ...{
        cart_id: uniqueId("cart"),
        customer_id: owner.customer_id as string,
      },
    })
    await limitOf(brought)
  })

  it("count for their address when they are brought", async () => {
    const { id } = await aResource(t.call, { default_capacity: 1 })
    const address = "198.51.100.80"
    const stay = (from: number) => ({ resource_id: id, dates: days(14, from) })
    const off = limited("off")
    const first = await place({ address }, stay(10), off)
    const { hold } = await place({ address }, stay(24), off)
    // Limits were off: nobody knew an address then.
    await t.world.sql(
      "update booking_hold set address = $1 where id = any ($2)",
      [address, [first.hold.id, hold.id]]
    )
    const bring = (customer_id: string | null) =>
      bringHold(call, {
        ...{ hold_id: hold.id, access: { admin: true }, line },
        ...{ cart_id: uniqueId("cart"), customer_id },
      })
    await limitOf(bring(null))
    await bring(uniqueId("cus"))
  })

  it.each([
    ["brought at once", false],
    ["brought and placed at once", true],
  ])("are ten, of whatever is %s", async (_, alsoPlaced) => {
    const calls = [limited({}), limited({})]
    const owner = { cart_id: uniqueId("cart") }
    await placeMany(1, () => owner)
    // Each has a date of its own: no lock on a date makes them take turns.
    const anybodys = await Promise.all(
      days(20).map((date) => place({}, { dates: [date] }))
    )
    const tries = anybodys.map(({ hold }, i) => {
      const by = calls[i % 2] as Call
      return alsoPlaced && i % 4 < 2
        ? place(owner, { dates: [day(40 + i)] }, by)
        : bringHold(by, {
            ...{ hold_id: hold.id, access: { admin: true }, line },
            ...{ ...owner, customer_id: null },
          })
    })
    const outcomes = await Promise.allSettled(tries)
    const codes = outcomes.map((one) =>
      one.status === "fulfilled"
        ? "kept"
        : (one.reason as { code: string }).code
    )
    expect(codes.sort()).toEqual([
      ...Array<string>(9).fill("kept"),
      ...Array<string>(11).fill("limit_reached"),
    ])
    const rows = await t.world.sql(
      "select from booking_hold where cart_id = $1 and status = 'active'",
      [owner.cart_id]
    )
    expect(rows).toHaveLength(10)
  })

  it("stay their customer's in a cart of nobody's", async () => {
    const customer_id = uniqueId("cus")
    const [first] = await placeMany(10, () => ({ customer_id }))
    await bringHold(call, {
      hold_id: first?.hold.id as string,
      ...{ access: { admin: true }, line },
      ...{ cart_id: uniqueId("cart"), customer_id: null },
    })
    await limitOf(place({ customer_id }))
  })

  it("stay their cart's where the customer who logs in would have too many", async () => {
    const [customer_id, cart_id] = [uniqueId("cus"), uniqueId("cart")]
    await placeMany(9, () => ({ customer_id }))
    const guests = await placeMany(2, () => ({ cart_id }))
    await limitOf(adoptHolds(call, { cart_id, customer_id }))
    await releaseHold(call, guests[0]?.hold.id as string, ADMIN)
    await adoptHolds(call, { cart_id, customer_id })
    await limitOf(place({ customer_id }))
  })
})
