import type { HoldItemInput } from "../../src/modules/resource_booking/types"
import {
  adoptHolds,
  confirmHold,
  eraseCustomerData,
  expireHolds,
  extendHold,
  matchLines,
  pinHolds,
  placeHold,
  readCartBookings,
  releaseHold,
  takeOver,
  undoHold,
  unpinHolds,
} from "../engine"
import {
  aBookedLine,
  aLine,
  aMarkedLine,
  aSuccessor,
  type BookedLine,
} from "../helpers/booked-line"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import {
  day,
  holdRow,
  lockDates,
  makeOverdue,
  uniqueId,
} from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const [MON, TUE, WED] = [day(30), day(31), day(32)]

const booked = (items: HoldItemInput[]) => aBookedLine(t, items)
const successor = (before: BookedLine, items: HoldItemInput[]) =>
  aSuccessor(t, before, items)

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

/** What is counted as held of a resource, by date. */
async function held(resource_id: string): Promise<Record<string, number>> {
  const rows = await t.world.sql<{ date: string; held: number }>(
    `select date, held from booking_capacity
      where resource_id = $1 and held > 0 order by date`,
    [resource_id]
  )
  return Object.fromEntries(rows.map(({ date, held }) => [date, held]))
}

const statusOf = async (id: string) => (await holdRow(t.world, id)).status

describe("a hold that is to take over from another (R21, R90)", () => {
  it("claims what the other one lacks, and both are kept", async () => {
    const { id } = await aResource(t.call, { default_capacity: 3 })
    const before = await booked([
      { resource_id: id, dates: [MON, TUE], quantity: 2 },
    ])
    const next = await successor(before, [
      { resource_id: id, dates: [TUE, WED], quantity: 3 },
    ])
    expect(await held(id)).toEqual({ [MON]: 2, [TUE]: 3, [WED]: 3 })
    expect(await statusOf(before.hold.id)).toBe("active")
    await takeOver(t.call, { ...before, hold_id: next.id })
    expect(await held(id)).toEqual({ [TUE]: 3, [WED]: 3 })
    expect(await statusOf(before.hold.id)).toBe("released")
    const { bookings } = await readCartBookings(t.call, before.cart_id)
    expect(bookings).toMatchObject([
      { line_item_id: before.line_item_id, hold: { id: next.id } },
    ])
  })

  it("is placed on the last unit, which the other one has", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const next = await successor(before, [{ resource_id: id, dates: [MON] }])
    expect(await held(id)).toEqual({ [MON]: 1 })
    await takeOver(t.call, { ...before, hold_id: next.id })
    expect(await held(id)).toEqual({ [MON]: 1 })
  })

  it("may have the member of a group that the other one has", async () => {
    const group = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id: group.id })
    const before = await booked([{ group_id: group.id, dates: [MON] }])
    const items = [{ group_id: group.id, dates: [MON, TUE] }]
    const next = await successor(before, items)
    expect(next.items).toMatchObject([{ resource_id: id }])
    await takeOver(t.call, { ...before, hold_id: next.id })
    expect(await held(id)).toEqual({ [MON]: 1, [TUE]: 1 })
  })

  it("is refused where dates are gone, and the other one is as it was", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    await aHold(t.call, id, [TUE])
    const row = await holdRow(t.world, before.hold.id)
    const wish = [{ resource_id: id, dates: [MON, TUE] }]
    const { code, details } = await refusalOf(successor(before, wish))
    expect([code, details.dates]).toEqual(["sold_out", [TUE]])
    expect(await holdRow(t.world, before.hold.id)).toEqual(row)
  })

  it("is undone, and the other one keeps all that it has", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const wish = [{ resource_id: id, dates: [MON, TUE] }]
    const next = await successor(before, wish)
    await undoHold(t.call, { hold_id: next.id })
    expect(await held(id)).toEqual({ [MON]: 1 })
    expect(await statusOf(next.id)).toBe("released")
    const late = takeOver(t.call, { ...before, hold_id: next.id })
    expect(await code(late)).toBe("expired")
  })

  it("goes when a second change comes: one at a time", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const first = await successor(before, [{ resource_id: id, dates: [TUE] }])
    const second = await successor(before, [{ resource_id: id, dates: [WED] }])
    expect(await held(id)).toEqual({ [MON]: 1, [WED]: 1 })
    expect(await statusOf(first.id)).toBe("released")
    await takeOver(t.call, { ...before, hold_id: second.id })
    expect(await held(id)).toEqual({ [WED]: 1 })
  })

  it.each([
    ["released", (id: string) => releaseHold(t.call, id, { admin: true })],
    [
      "sold",
      (hold_id: string) =>
        confirmHold(t.call, { hold_id, order_id: uniqueId("order") }),
    ],
  ])("goes with the other one when that is %s", async (_, act) => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const wish = [{ resource_id: id, dates: [MON, TUE] }]
    const next = await successor(before, wish)
    await act(before.hold.id)
    expect(await statusOf(next.id)).toBe("released")
    expect((await held(id))[TUE]).toBeUndefined()
  })

  it("ends with the other one, and frees all", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const wish = [{ resource_id: id, dates: [MON, TUE] }]
    const next = await successor(before, wish)
    await makeOverdue(t.world, [before.hold.id, next.id])
    await expireHolds(t.call)
    expect(await held(id)).toEqual({})
    expect(await statusOf(next.id)).toBe("expired")
  })

  it("takes what the other one has lost meanwhile, if it is free", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const wish = [{ resource_id: id, dates: [MON, TUE] }]
    const next = await successor(before, wish)
    await makeOverdue(t.world, [before.hold.id])
    await expireHolds(t.call)
    await takeOver(t.call, { ...before, hold_id: next.id })
    expect(await held(id)).toEqual({ [MON]: 1, [TUE]: 1 })
  })

  it("is refused what somebody else has by then", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const wish = [{ resource_id: id, dates: [MON, TUE] }]
    const next = await successor(before, wish)
    await makeOverdue(t.world, [before.hold.id])
    await expireHolds(t.call)
    await aHold(t.call, id, [MON])
    const late = takeOver(t.call, { ...before, hold_id: next.id })
    expect(await code(late)).toBe("sold_out")
    await undoHold(t.call, { hold_id: next.id })
  })

  it("frees another owner's dates under their locks: a guest's who has logged in", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const { hold: next } = await placeHold(t.call, {
      ...{ cart_id: before.cart_id, customer_id: uniqueId("cus") },
      ...{ items: [{ resource_id: id, dates: [TUE] }], line: aLine() },
      ...{ idempotency_key: uniqueId("key"), replaces: before.hold.id },
    })
    const work = { ...before, hold_id: next.id }
    const other = await lockDates(t.world, id, [MON])
    const impatient = t.world.process({ options: { lock_timeout_ms: 50 } })
    expect(await code(takeOver(impatient, work))).toBe("busy")
    expect(await held(id)).toEqual({ [MON]: 1, [TUE]: 1 })
    await other.free()
    await takeOver(t.call, work)
    expect(await held(id)).toEqual({ [TUE]: 1 })
  })

  it("lengthens neither clock: the basket's cap stays", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const deadline = async (hold: string) =>
      (
        await t.world.sql<{ deadline: Date }>(
          "select deadline from booking_hold where id = $1",
          [hold]
        )
      )[0]?.deadline
    const first = await deadline(before.hold.id)
    const next = await successor(before, [{ resource_id: id, dates: [TUE] }])
    await takeOver(t.call, { ...before, hold_id: next.id })
    expect(await deadline(next.id)).toEqual(first)
  })

  it("is refused in the last ten seconds before the deadline", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    await t.world.sql(
      `update booking_hold set expires_at = clock_timestamp() + interval '9 s',
        deadline = clock_timestamp() + interval '9 s' where id = $1`,
      [before.hold.id]
    )
    const wish = successor(before, [{ resource_id: id, dates: [TUE] }])
    expect(await code(wish)).toBe("limit_reached")
  })
})

describe("a hold that is sold before it could take over (R11, R25)", () => {
  it("has all its units, not only those that the other one lacked", async () => {
    const { id } = await aResource(t.call, { default_capacity: 6 })
    const dates = [MON]
    const before = await booked([{ resource_id: id, dates, quantity: 2 }])
    const item = { resource_id: id, dates, quantity: 3 }
    const next = await successor(before, [item])
    await confirmHold(t.call, { hold_id: next.id, order_id: uniqueId("order") })
    const counted = await t.world.sql(
      "select held, allocated from booking_capacity where resource_id = $1",
      [id]
    )
    expect(counted).toEqual([{ held: 2, allocated: 3 }])
  })
})

describe("lines and holds that a process has left apart (R90)", () => {
  it("are matched by the line's mark: the new hold takes over", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const next = await successor(before, [{ resource_id: id, dates: [TUE] }])
    const lines = [aMarkedLine(before, next.id)]
    const { cart_id } = before
    for (const is_locked of [false, true]) {
      const strays = await matchLines(t.call, { cart_id, lines, is_locked })
      expect(strays).toEqual([])
    }
    expect(await held(id)).toEqual({ [TUE]: 1 })
  })

  it("are left alone without the cart's lock where no line names the hold", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const next = await successor(before, [{ resource_id: id, dates: [TUE] }])
    const lines = [aMarkedLine(before, before.hold.id)]
    const { cart_id } = before
    await matchLines(t.call, { cart_id, lines, is_locked: false })
    expect(await statusOf(next.id)).toBe("active")
    await matchLines(t.call, { cart_id, lines, is_locked: true })
    expect(await statusOf(next.id)).toBe("released")
    expect(await held(id)).toEqual({ [MON]: 1 })
  })

  it("are named where the line says what was never held", async () => {
    const { id } = await aResource(t.call)
    const before = await booked([{ resource_id: id, dates: [MON] }])
    const next = await successor(before, [{ resource_id: id, dates: [TUE] }])
    await makeOverdue(t.world, [next.id])
    await expireHolds(t.call)
    const { cart_id, line_item_id } = before
    const strays = await matchLines(t.call, {
      ...{ cart_id, is_locked: true },
      lines: [aMarkedLine(before, next.id)],
    })
    expect(strays).toEqual([{ line_item_id, hold_id: before.hold.id }])
  })

  it("give the key back of a hold that no line was written for", async () => {
    const { id } = await aResource(t.call)
    const cart_id = uniqueId("cart")
    const wish = {
      ...{ cart_id, idempotency_key: "once", line: aLine() },
      items: [{ resource_id: id, dates: [MON] }],
    }
    const { hold } = await placeHold(t.call, wish)
    await matchLines(t.call, { cart_id, lines: [], is_locked: true })
    const again = await placeHold(t.call, wish)
    expect(again.hold.id).not.toBe(hold.id)
    expect(again.idempotent_replay).toBeUndefined()
  })
})

describe("claims, not clocks (R11)", () => {
  /** As a clock that steps back does. */
  const stepBack = (id: string) => makeOverdue(t.world, [id], 60_000)

  /** Its end has come, a rival has the date, and its end is ahead again. */
  async function lost() {
    const { id } = await aResource(t.call)
    const mine = await booked([{ resource_id: id, dates: [MON] }])
    await makeOverdue(t.world, [mine.hold.id])
    const rival = await aHold(t.call, id, [MON])
    // Nobody but a clock does this: the guards are off for it.
    await t.world.sql("alter table booking_hold disable trigger user")
    await stepBack(mine.hold.id)
    await t.world.sql("alter table booking_hold enable trigger user")
    return { ...mine, rival: rival.hold.id, resource_id: id }
  }

  /** What the clock has done is undone, or the audit would name it. */
  const finish = async (hold: string) => {
    await t.world.sql("alter table booking_hold disable trigger user")
    await makeOverdue(t.world, [hold])
    await t.world.sql("alter table booking_hold enable trigger user")
  }

  it("confirms no hold whose dates were given away", async () => {
    const { hold, rival } = await lost()
    const order_id = uniqueId("order")
    const confirmed = confirmHold(t.call, { hold_id: hold.id, order_id })
    expect(await code(confirmed)).toBe("sold_out")
    await confirmHold(t.call, { hold_id: rival, order_id: uniqueId("order") })
    await finish(hold.id)
  })

  it("pins no hold whose dates were given away", async () => {
    const { hold, cart_id, line_item_id } = await lost()
    const agreed = aLine(line_item_id)
    const lines = [{ ...agreed, line_item_id, hold_id: hold.id }]
    const quotes = { [hold.id]: agreed }
    const pinned = pinHolds(t.call, { cart_id, lines, quotes, is_paid: false })
    expect(await code(pinned)).toBe("sold_out")
    await finish(hold.id)
  })

  it("extends no other hold of its cart whose dates were given away", async () => {
    const { hold, cart_id } = await lost()
    const { expires_at_ms } = await holdRow(t.world, hold.id)
    const placed = async () => {
      const { id } = await aResource(t.call)
      return placeHold(t.call, {
        ...{ cart_id, idempotency_key: uniqueId("key") },
        items: [{ resource_id: id, dates: [MON] }],
      })
    }
    const other = await placed()
    await makeOverdue(t.world, [other.hold.id], 90_000)
    const answer = await extendHold(t.call, other.hold.id, { admin: true })
    expect(Date.parse(answer.hold.expires_at)).toBeGreaterThan(expires_at_ms)
    const row = await holdRow(t.world, hold.id)
    expect(row).toMatchObject({ expires_at_ms, claims: 0 })
    await finish(hold.id)
  })

  it("extends no hold whose dates were given away", async () => {
    const { hold } = await lost()
    const extended = extendHold(t.call, hold.id, { admin: true })
    expect(await code(extended)).toBe("expired")
    await finish(hold.id)
  })
})

describe("a cart whose customer was erased (R22, R56)", () => {
  it("is pinned all the same, and its hold ends again if nothing is paid", async () => {
    const { id } = await aResource(t.call)
    const [cart_id, line_item_id] = [uniqueId("cart"), uniqueId("cali")]
    const customer_id = uniqueId("cus")
    const { hold } = await placeHold(t.call, {
      ...{ cart_id, customer_id, line: aLine(line_item_id) },
      items: [{ resource_id: id, dates: [MON] }],
      idempotency_key: uniqueId("key"),
    })
    await makeOverdue(t.world, [hold.id], -60_000)
    await expireHolds(t.call)
    await eraseCustomerData(t.call, { customer_id })
    const agreed = aLine(line_item_id)
    const lines = [{ ...agreed, line_item_id, hold_id: hold.id }]
    const quotes = { [hold.id]: agreed }
    const pin = { cart_id, lines, quotes, is_paid: false }
    expect(await pinHolds(t.call, pin)).toEqual({
      ...{ pinned: [hold.id], unquoted: [] },
    })
    expect(await holdRow(t.world, hold.id)).toMatchObject({ live: true })
    await adoptHolds(t.call, { cart_id, customer_id: uniqueId("cus") })
    await unpinHolds(t.call, { cart_id, release: false })
    expect(await holdRow(t.world, hold.id)).toMatchObject({ live: false })
    await expireHolds(t.call)
  })
})
