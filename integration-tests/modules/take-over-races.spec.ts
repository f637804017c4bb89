import type { MarkedLine } from "../../src/modules/resource_booking/types"
import {
  adoptHolds,
  attachLine,
  bringHold,
  expireHolds,
  matchLines,
  notePayment,
  pinHolds,
  placeHold,
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
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import {
  day,
  endedOrWaiting,
  eventually,
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

const [MON, TUE] = [day(30), day(31)]

const on = (resource_id: string, ...dates: string[]) => [{ resource_id, dates }]

const statusOf = async (id: string) => (await holdRow(t.world, id)).status

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

/** Moves the ends of a hold, and its basket's, to so many seconds from now. */
async function overIn({ cart_id, hold }: BookedLine, seconds: number) {
  const end = new Date(Date.now() + seconds * 1000)
  await t.world.sql(
    `update booking_hold set deadline = $2, expires_at = $2 where id = $1`,
    [hold.id, end]
  )
  await t.world.sql(
    `update booking_basket set deadline = $2 where owner = 'cart:' || $1`,
    [cart_id, end]
  )
}

describe("two who let a hold take over at once (R90)", () => {
  it("are both told that it has, whoever is first", async () => {
    const { id } = await aResource(t.call)
    const before = await aBookedLine(t, on(id, MON))
    const next = await aSuccessor(t, before, on(id, TUE))
    const lock = await lockDates(t.world, id, [MON])
    const line = { ...before, hold_id: next.id }
    const looking = takeOver(t.world.process(), line)
    await endedOrWaiting(t.world, looking)
    const changing = takeOver(t.call, line)
    await eventually(async () => {
      const rows = await t.world.sql(
        `select from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock'`
      )
      return rows.length === 2
    }, "both wait")
    await lock.free()
    for (const answer of await Promise.all([looking, changing])) {
      expect(answer.hold).toMatchObject({ id: next.id, status: "active" })
    }
    expect(await statusOf(next.id)).toBe("active")
    expect(await statusOf(before.hold.id)).toBe("released")
  })
})

describe("a change that fails after its hold has taken over (R90)", () => {
  it("leaves the hold to the line, which is put right from it", async () => {
    const { id } = await aResource(t.call)
    const before = await aBookedLine(t, on(id, MON))
    const next = await aSuccessor(t, before, on(id, TUE))
    await takeOver(t.call, { ...before, hold_id: next.id })
    await undoHold(t.call, { hold_id: next.id, replaces: before.hold.id })
    expect(await statusOf(next.id)).toBe("active")
    // Medusa gives the line its old price back, and its metadata not.
    const match = (more: Partial<MarkedLine>) =>
      matchLines(t.call, {
        ...{ cart_id: before.cart_id, is_locked: true },
        lines: [aMarkedLine(before, next.id, more)],
      })
    const stray = [{ line_item_id: before.line_item_id, hold_id: next.id }]
    expect(await match({ unit_price: "90" })).toEqual(stray)
    expect(await match({ quantity: 2 })).toEqual(stray)
    expect(await match({ unit_price: "100.00" })).toEqual([])
  })

  it("undoes it where it has not taken over", async () => {
    const { id } = await aResource(t.call)
    const before = await aBookedLine(t, on(id, MON))
    const next = await aSuccessor(t, before, on(id, TUE))
    await undoHold(t.call, { hold_id: next.id, replaces: before.hold.id })
    expect(await statusOf(next.id)).toBe("released")
    expect(await statusOf(before.hold.id)).toBe("active")
  })
})

describe("a change near the end (R24, R90)", () => {
  it("is refused past the deadline, in the minutes after a declined card", async () => {
    const { id } = await aResource(t.call)
    const before = await aBookedLine(t, on(id, MON))
    const { cart_id, line_item_id, hold } = before
    await overIn(before, 1)
    const lines = [{ ...aLine(), line_item_id, hold_id: hold.id }]
    await pinHolds(t.call, { cart_id, lines, is_paid: false })
    await notePayment(t.call, cart_id)
    await unpinHolds(t.call, { cart_id, release: false })
    const row = await holdRow(t.world, hold.id)
    expect(row.expires_at_ms - Date.now()).toBeGreaterThan(60_000)
    expect(await code(aSuccessor(t, before, on(id, TUE)))).toBe("limit_reached")
    expect(await holdRow(t.world, hold.id)).toEqual(row)
  })

  it("takes over in the last ten seconds, once it was accepted", async () => {
    const { id } = await aResource(t.call)
    const before = await aBookedLine(t, on(id, MON))
    const next = await aSuccessor(t, before, on(id, TUE))
    for (const hold of [before.hold, next]) {
      await overIn({ ...before, hold }, 5)
    }
    await takeOver(t.call, { ...before, hold_id: next.id })
    expect(await statusOf(next.id)).toBe("active")
    expect(await statusOf(before.hold.id)).toBe("released")
  })

  it("brings no other hold of the cart back that has ended meanwhile", async () => {
    const [one, other] = [await aResource(t.call), await aResource(t.call)]
    const before = await aBookedLine(t, on(one.id, MON))
    const { cart_id } = before
    const sibling = await aBookedLine(t, on(other.id, MON), { cart_id })
    const next = await aSuccessor(t, before, on(one.id, TUE))
    // Somebody waits for its date, and has it as soon as it ends.
    const lock = await lockDates(t.world, other.id, [MON])
    const work = takeOver(t.call, { ...before, hold_id: next.id })
    await endedOrWaiting(t.world, work)
    await makeOverdue(t.world, [sibling.hold.id])
    await lock.free()
    await work
    expect(await statusOf(next.id)).toBe("active")
    expect(await holdRow(t.world, sibling.hold.id)).toMatchObject({
      live: false,
    })
  })
})

describe("two owners in one cart (R22, R93)", () => {
  it("want the last unit again: one is told that it is sold out", async () => {
    const { id } = await aResource(t.call)
    const guest = await aBookedLine(t, on(id, MON))
    await makeOverdue(t.world, [guest.hold.id])
    const { cart_id } = guest
    const who = { cart_id, customer_id: uniqueId("cus") }
    const customer = await aBookedLine(t, on(id, MON), who)
    await makeOverdue(t.world, [customer.hold.id])
    const both = [guest, customer]
    const lines = both.map(({ line_item_id, hold }) => ({
      ...{ ...aLine(), line_item_id, hold_id: hold.id },
    }))
    const quotes = Object.fromEntries(
      both.map(({ hold }) => [hold.id, aLine()])
    )
    const asked = { cart_id, lines, quotes }
    const refused = await refusalOf(
      pinHolds(t.call, { ...asked, is_paid: false })
    )
    expect([refused.code, refused.details.lost]).toEqual([
      "sold_out",
      [{ hold_id: customer.hold.id, code: "sold_out", dates: [MON] }],
    ])
    const paid = { ...asked, is_paid: true, leave_lost: true }
    expect((await pinHolds(t.call, paid)).pinned).toEqual([guest.hold.id])
  })

  it("have the clock that has less left, and not one that ran out before", async () => {
    const { id } = await aResource(t.call, { default_capacity: 3 })
    const customer_id = uniqueId("cus")
    const old = await aBookedLine(t, on(id, MON), { customer_id })
    await makeOverdue(t.world, [old.hold.id])
    const deadlineOf = async (owner: string) => {
      const rows = await t.world.sql<{ deadline: Date }>(
        "select deadline from booking_basket where owner = $1",
        [owner]
      )
      return rows[0]?.deadline.getTime()
    }
    await t.world.sql(
      `update booking_basket set deadline = now() - interval '5 hours'
        where owner = 'customer:' || $1`,
      [customer_id]
    )
    const guest = await aBookedLine(t, on(id, MON))
    await overIn(guest, 600)
    const left = await deadlineOf(`cart:${guest.cart_id}`)
    await adoptHolds(t.call, { cart_id: guest.cart_id, customer_id })
    await placeHold(t.call, {
      ...{ cart_id: guest.cart_id, customer_id, items: on(id, TUE) },
      idempotency_key: uniqueId("key"),
    })
    expect(await deadlineOf(`customer:${customer_id}`)).toBe(left)
  })
})

describe("an address at its limit (R20)", () => {
  it("may change what it has", async () => {
    const limits = {
      ...{ live_holds: 5, units: 50, resource_dates: 50 },
      address_live_holds: 1,
    }
    const { actor } = t.call
    const call = { ...t.world.process({ options: { limits } }), actor }
    const { id } = await aResource(t.call)
    const address = "203.0.113.7"
    const before = await aBookedLine({ call }, on(id, MON), { address })
    const more = aBookedLine({ call }, on(id, TUE), { address })
    expect(await code(more)).toBe("limit_reached")
    const next = await aSuccessor({ call }, before, on(id, TUE), { address })
    await takeOver(call, { ...before, hold_id: next.id })
    expect(await statusOf(next.id)).toBe("active")
  })
})

describe("a hold that waits for its line (R90)", () => {
  it("is not brought as another line while it is to take over", async () => {
    const { id } = await aResource(t.call)
    const before = await aBookedLine(t, on(id, MON))
    const next = await aSuccessor(t, before, on(id, TUE))
    const { cart_id } = before
    const brought = bringHold(t.call, {
      ...{ hold_id: next.id, access: { cart_id }, cart_id },
      ...{ customer_id: null, line: aLine() },
    })
    expect(await code(brought)).toBe("invalid_data")
  })

  it("is not attached once it was released", async () => {
    const { id } = await aResource(t.call)
    const cart_id = uniqueId("cart")
    const { hold } = await placeHold(t.call, {
      ...{ cart_id, items: on(id, MON), line: aLine() },
      idempotency_key: uniqueId("key"),
    })
    await releaseHold(t.call, hold.id, { admin: true })
    const line_item_id = uniqueId("cali")
    const late = attachLine(t.call, { hold_id: hold.id, cart_id, line_item_id })
    expect(await code(late)).toBe("released")
  })

  it("gives its key back though the job was faster: the same request is made anew", async () => {
    const { id } = await aResource(t.call)
    const cart_id = uniqueId("cart")
    const wish = {
      ...{ cart_id, items: on(id, MON), line: aLine() },
      idempotency_key: uniqueId("key"),
    }
    const first = await placeHold(t.call, wish)
    await makeOverdue(t.world, [first.hold.id])
    await expireHolds(t.call)
    await matchLines(t.call, { cart_id, lines: [], is_locked: true })
    const again = await placeHold(t.call, wish)
    expect(again.idempotent_replay).toBeUndefined()
    expect(again.hold.id).not.toBe(first.hold.id)
    expect(await statusOf(again.hold.id)).toBe("active")
  })

  it("is refused the date that the one before it still has, when that lost another to a clock", async () => {
    const { id } = await aResource(t.call)
    const before = await aBookedLine(t, on(id, MON, TUE))
    await makeOverdue(t.world, [before.hold.id])
    await aHold(t.call, id, [TUE])
    await pastTheGuard(() => makeOverdue(t.world, [before.hold.id], 60_000))
    const wish = on(id, MON)
    expect(await code(aSuccessor(t, before, wish))).toBe("sold_out")
    await pastTheGuard(() => makeOverdue(t.world, [before.hold.id]))
  })

  /** As a clock does that steps back: it writes nothing. */
  async function pastTheGuard(work: () => Promise<void>): Promise<void> {
    await t.world.sql("alter table booking_hold disable trigger user")
    await work()
    await t.world.sql("alter table booking_hold enable trigger user")
  }
})

describe("a hold that was brought into a cart, and its line not written (R21)", () => {
  it("leaves the cart's clock as it was", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const there = await aBookedLine(t, on(id, MON))
    const { cart_id } = there
    const basket = () =>
      t.world.sql("select * from booking_basket where owner = 'cart:' || $1", [
        cart_id,
      ])
    const before = await basket()
    const token = uniqueId("token")
    const { hold } = await placeHold(t.call, {
      ...{ items: on(id, TUE), idempotency_key: token },
    })
    await t.world.sql(
      `update booking_hold set deadline = deadline - interval '1 hour'
        where id = $1`,
      [hold.id]
    )
    const brought = await bringHold(t.call, {
      ...{ hold_id: hold.id, access: { admin: true }, cart_id },
      ...{ customer_id: null, line: aLine() },
    })
    expect(await basket()).not.toEqual(before)
    await undoHold(t.call, { hold_id: hold.id, before: brought.before })
    expect(await basket()).toEqual(before)
  })
})
