import type {
  AllocationDTO,
  PlaceHold,
} from "../../src/modules/resource_booking/types"
import {
  cancelAllocations,
  confirmHold,
  createAllocations,
  endedHolds,
  eraseCustomerData,
  eraseEnded,
  eraseExpiredPersonalData,
  erasePerson,
  expireHolds,
  extendHold,
  moveAllocation,
  ownersAfterErasure,
  pinHolds,
  placeHold,
  releaseHold,
  retrieveAllocation,
  transact,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { pagesOf } from "../helpers/pages"
import {
  ADMIN,
  breakRow,
  day,
  eventually,
  JOB,
  logOf,
  makeOverdue,
  newResource,
  openWorld,
  pastTheTriggers,
  uniqueId,
} from "../helpers/world"

let t: TestContext
let resource: string
beforeAll(async () => {
  const made = await createContext()
  // With limits, or no address would be stored at all.
  const limits = { live_holds: 1_000, units: 10_000 }
  const call = { ...made.world.process({ options: { limits } }), actor: ADMIN }
  t = { ...made, call }
  resource = await newResource(t.world, { capacity: 1_000 })
})
afterAll(() => t.close())

const admin = { admin: true } as const
const ADDRESS = "203.0.113.77"

function request(input: Partial<PlaceHold> = {}): PlaceHold {
  return {
    items: [{ resource_id: resource, dates: [day(10)] }],
    idempotency_key: uniqueId("key"),
    address: ADDRESS,
    ...input,
  }
}

/** Somebody else writes an allocation, until `free` is called. */
async function lockedRow(id: string): Promise<{ free: () => Promise<void> }> {
  let free = () => {}
  const freed = new Promise<void>((resolve) => (free = resolve))
  let work: Promise<void> = Promise.resolve()
  await new Promise<void>((locked) => {
    work = transact(t.world.process().db, async (tx) => {
      const text = "select from booking_allocation where id = $1 for update"
      await tx.query({ text, values: [id] })
      locked()
      await freed
    })
  })
  return { free: () => (free(), work) }
}

async function waiting(): Promise<number> {
  const rows = await t.world.sql(
    `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
  )
  return rows.length
}

/** A hold that ended some days ago, less or more some seconds. */
async function anEndedHold(
  input: Partial<PlaceHold>,
  days: number,
  seconds = 0
): Promise<string> {
  const { hold } = await placeHold(t.call, request(input))
  await releaseHold(t.call, hold.id, admin)
  await t.world.sql(
    `update booking_hold set ended_at = clock_timestamp()
        - $2::int * interval '1 day' - $3::int * interval '1 second'
      where id = $1`,
    [hold.id, days, seconds]
  )
  return hold.id
}

/** What a hold's row knows of a person. */
async function personOf(id: string): Promise<unknown> {
  const [row] = await t.world.sql(
    `select email, address, customer_id, owner, metadata
      from booking_hold where id = $1`,
    [id]
  )
  return row
}

/** How many rows of each table contain a text, somewhere. */
async function traces(text: string): Promise<Record<string, number>> {
  const tables = await t.world.sql<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_name like 'booking\\_%' order by 1`
  )
  const found: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await t.world.sql<{ n: number }>(
      `select count(*) as n from ${name} r
        where strpos(lower(r::text), lower($1)) > 0`,
      [text]
    )
    if (row && row.n > 0) {
      found[name] = row.n
    }
  }
  return found
}

describe("the retention job (R56)", () => {
  const erase = (days?: number) =>
    eraseExpiredPersonalData(
      t.world.process({
        options:
          days === undefined ? {} : { personal_data_retention_days: days },
      })
    )
  const jane = { email: "Jane@example.com" }
  beforeEach(() => erase(0))

  it("erases e-mail and address of ended holds after 30 days, not before", async () => {
    const old = await anEndedHold(jane, 30, 1)
    const young = await anEndedHold(jane, 30, -60)
    expect(await erase()).toBe(1)
    const nobody = { email: null, address: null }
    expect(await personOf(old)).toMatchObject(nobody)
    const somebody = { ...jane, address: ADDRESS }
    expect(await personOf(young)).toMatchObject(somebody)
    expect(await erase()).toBe(0)
  })

  it("erases all others though one can't be, and says so at the end", async () => {
    const [first, second, third] = [
      await anEndedHold(jane, 31),
      await anEndedHold(jane, 32),
      await anEndedHold(jane, 33),
    ]
    const broken = await breakRow(t.world, "booking_hold", "id", second)
    await expect(erase()).rejects.toThrow("this row is broken")
    const nobody = { email: null, address: null }
    expect(await personOf(first)).toMatchObject(nobody)
    expect(await personOf(second)).toMatchObject(jane)
    expect(await personOf(third)).toMatchObject(nobody)
    await broken.mend()
    expect(await erase()).toBe(1)
  })

  it("deletes idle baskets though one can't be, and though no hold can be erased", async () => {
    const hold = await anEndedHold(jane, 31)
    const idle = (owner: string) =>
      t.world.sql(`insert into booking_basket (owner, started_at, deadline)
        values ('${owner}', 'epoch', 'epoch')`)
    await idle("customer:idle_1")
    await idle("customer:idle_2")
    const brokenHold = await breakRow(t.world, "booking_hold", "id", hold)
    const basket = ["booking_basket", "owner", "customer:idle_1"] as const
    const brokenBasket = await breakRow(t.world, ...basket)
    await expect(erase()).rejects.toThrow("this row is broken")
    const left = await t.world.sql(
      "select owner from booking_basket where owner like 'customer:idle%'"
    )
    expect(left).toEqual([{ owner: "customer:idle_1" }])
    await brokenBasket.mend()
    await brokenHold.mend()
    expect(await erase()).toBe(1)
  })

  it("keeps the days of its option", async () => {
    const id = await anEndedHold(jane, 7)
    expect(await erase(8)).toBe(0)
    expect(await erase(7)).toBe(1)
    expect(await personOf(id)).toMatchObject({ email: null, address: null })
  })

  it("erases at once with 0 days, but never of live holds", async () => {
    const { hold: live } = await placeHold(t.call, request(jane))
    const overdue = await placeHold(t.call, request(jane))
    await makeOverdue(t.world, [overdue.hold.id])
    const ended = await anEndedHold(jane, 0)
    expect(await erase(0)).toBe(1)
    expect(await personOf(ended)).toMatchObject({ email: null, address: null })
    for (const id of [live.id, overdue.hold.id]) {
      expect(await personOf(id)).toMatchObject({ ...jane, address: ADDRESS })
    }
    await expireHolds({ ...t.call, actor: JOB })
    expect(await erase(0)).toBe(1)
    await releaseHold(t.call, live.id, admin)
    expect(await erase(0)).toBe(1)
  })

  it("erases of confirmed holds too, and keeps customer and cart", async () => {
    const owned = { ...jane, customer_id: "cus_r", cart_id: "cart_r" }
    const { hold } = await placeHold(t.call, request(owned))
    await confirmHold(t.call, { hold_id: hold.id, order_id: uniqueId("order") })
    expect(await erase(0)).toBe(1)
    expect(await personOf(hold.id)).toEqual({
      email: null,
      address: null,
      customer_id: "cus_r",
      owner: "customer:cus_r",
      metadata: {},
    })
  })

  it("removes baskets that nobody has used for a day", async () => {
    const used = await placeHold(t.call, request({ cart_id: "basket_used" }))
    await anEndedHold({ cart_id: "basket_idle" }, 0)
    await anEndedHold({ cart_id: "basket_fresh" }, 0)
    await t.world.sql(
      `update booking_basket
        set deadline = clock_timestamp() - interval '24 hours 1 second'
        where owner in ('cart:basket_idle', 'cart:basket_used')`
    )
    await erase()
    const rows = await t.world.sql(
      `select owner from booking_basket where owner like 'cart:basket_%'
        order by owner`
    )
    expect(rows).toEqual([
      { owner: "cart:basket_fresh" },
      { owner: "cart:basket_used" },
    ])
    await releaseHold(t.call, used.hold.id, admin)
  })
})

describe("eraseCustomerData (R56)", () => {
  const erased = {
    email: null,
    address: null,
    customer_id: null,
    owner: null,
    metadata: {},
  }

  it("erases by the customer's id", async () => {
    const mine = { customer_id: "cus_1", email: "cus1@example.com" }
    const id = await anEndedHold({ ...mine, metadata: { note: "mine" } }, 0)
    const other = await anEndedHold({ ...mine, customer_id: "cus_2" }, 0)
    expect(await eraseCustomerData(t.call, { customer_id: "cus_1" })).toEqual({
      erased: 1,
    })
    expect(await personOf(id)).toEqual(erased)
    expect(await personOf(other)).toMatchObject({ customer_id: "cus_2" })
    expect(await traces("cus_1")).toEqual({})
  })

  it("erases by e-mail, in small letters or capitals", async () => {
    const ids = [
      await anEndedHold({ email: "Mary.Poe@Example.com" }, 0),
      await anEndedHold({ email: "mary.poe@example.com", cart_id: "c" }, 0),
    ]
    const other = await anEndedHold({ email: "marypoe@example.com" }, 0)
    const email = "MARY.POE@example.com"
    expect(await eraseCustomerData(t.call, { email })).toEqual({ erased: 2 })
    for (const id of ids) {
      expect(await personOf(id)).toEqual(erased)
    }
    expect(await personOf(other)).toMatchObject({
      email: "marypoe@example.com",
    })
    expect(await traces(email)).toEqual({})
    expect(await eraseCustomerData(t.call, { email })).toEqual({ erased: 0 })
    expect(await traces(email)).toEqual({})
  })

  it("erases the guests of allocations, canceled or not", async () => {
    const email = "host@example.com"
    for (const canceled of [false, true]) {
      const { hold } = await placeHold(t.call, request({ email }))
      const order_id = uniqueId("order")
      await confirmHold(t.call, { hold_id: hold.id, order_id })
      await t.world.sql(
        `update booking_allocation set guests = '[{"name": "Ann Guest"}]'
          where order_id = $1`,
        [order_id]
      )
      await (canceled ? cancelAllocations(t.call, { order_id }) : undefined)
    }
    expect(await traces("Ann Guest")).toEqual({ booking_allocation: 2 })
    expect(await eraseCustomerData(t.call, { email })).toEqual({ erased: 2 })
    expect(await traces("Ann Guest")).toEqual({})
    expect(await traces(email)).toEqual({})
  })

  it("erases somebody else's guest by the e-mail, and what staff noted (R45)", async () => {
    const { id: resource_id } = await aResource(t.call, {
      default_capacity: 9,
    })
    const items = [{ resource_id, dates: [day(10)] }]
    const [ann, bob] = [
      { name: "Ann Visitor", email: "Ann.Visitor@example.com" },
      { name: "Bob Host", email: "bob.host@example.com" },
    ]
    const book = (more: object) =>
      createAllocations(t.call, {
        ...{ items, idempotency_key: uniqueId("key") },
        ...more,
      })
    const { allocations } = await book({
      ...{ email: bob.email, guests: [bob, ann], note: "Bob Host is late" },
    })
    const { id, hold_id } = allocations[0] as AllocationDTO
    await book({ guests: [bob] })
    const erase = (email: string) => eraseCustomerData(t.call, { email })
    expect(await erase("ann.visitor@EXAMPLE.com")).toEqual({ erased: 1 })
    expect(await lastEntries(t.world, 1)).toMatchObject([
      { operation: "hold.personal_data_erased" },
    ])
    expect(await traces("Ann Visitor")).toEqual({})
    expect(await retrieveAllocation(t.call, id)).toMatchObject({
      ...{ guests: [bob], note: "Bob Host is late" },
    })
    expect(await erase(bob.email)).toEqual({ erased: 2 })
    expect(await traces("Bob Host")).toEqual({})
    expect(await personOf(hold_id)).toEqual(erased)
    expect(await erase(bob.email)).toEqual({ erased: 0 })
  })

  it.each(["before", "after"])(
    "erases the guests of what is moved at the same moment, queued %s it",
    async (order) => {
      const { id: resource_id } = await aResource(t.call)
      const email = `moving.${order}@example.com`
      const { allocations } = await createAllocations(t.call, {
        items: [{ resource_id, dates: [day(10)] }],
        ...{ idempotency_key: uniqueId("key"), email },
        guests: [{ name: `Mo ${email}` }],
      })
      const { id } = allocations[0] as AllocationDTO
      const gate = await lockedRow(id)
      const steps = [
        () => eraseCustomerData(t.world.process(), { email }),
        () =>
          moveAllocation(t.call, id, {
            ...{ start_date: day(11), end_date: day(11), reason: "later" },
          }),
      ]
      const queue = order === "before" ? steps : steps.reverse()
      const work: Promise<unknown>[] = []
      for (const step of queue) {
        work.push(step())
        await eventually(
          async () => (await waiting()) === work.length,
          "to wait for the row"
        )
      }
      await gate.free()
      await Promise.all(work)
      expect(await traces(email)).toEqual({})
    }
  )

  it("keeps the e-mail of what staff booked until the dates are over", async () => {
    const { id: resource_id } = await aResource(t.call)
    const email = "phoned@example.com"
    const { allocations } = await createAllocations(t.call, {
      items: [{ resource_id, dates: [day(10)] }],
      ...{ idempotency_key: uniqueId("key"), email },
    })
    const { id, hold_id } = allocations[0] as AllocationDTO
    await t.world.sql(
      `update booking_hold set ended_at = ended_at - interval '90 days'
        where id = $1`,
      [hold_id]
    )
    await eraseExpiredPersonalData(t.call)
    expect(await personOf(hold_id)).toMatchObject({ email })
    const beganOn = (date: string) =>
      t.world.sql(
        pastTheTriggers(
          `update booking_allocation set dates = array[date '${date}']
            where id = '${id}'`
        )
      )
    await beganOn(day(-31))
    expect(await eraseExpiredPersonalData(t.call)).toBe(1)
    expect(await personOf(hold_id)).toMatchObject({ email: null })
    await beganOn(day(10))
  })

  it("keeps live holds as they are, and their basket", async () => {
    const email = "live@example.com"
    const person = { email, customer_id: "cus_live" }
    const { hold } = await placeHold(t.call, request(person))
    expect(await eraseCustomerData(t.call, person)).toEqual({ erased: 0 })
    expect(await personOf(hold.id)).toMatchObject({
      email,
      owner: "customer:cus_live",
    })
    expect(await traces(email)).toEqual({ booking_hold: 1 })
    expect(await traces("cus_live")).toMatchObject({
      ...{ booking_basket: 1, booking_hold: 1 },
    })
    await releaseHold(t.call, hold.id, admin)
    expect(await eraseCustomerData(t.call, person)).toEqual({ erased: 1 })
    expect(await traces(email)).toEqual({})
    expect(await traces("cus_live")).toEqual({})
  })

  it("never takes the basket of a hold that is just being placed", async () => {
    const person = { customer_id: "cus_racing" }
    const eraser = t.world.process()
    for (let round = 0; round < 20; round++) {
      const [{ hold }] = await Promise.all([
        placeHold(t.call, request(person)),
        eraseCustomerData(eraser, person),
      ])
      expect(await traces(person.customer_id)).toEqual({
        booking_basket: 1,
        booking_hold: 1,
      })
      await releaseHold(t.call, hold.id, admin)
      await eraseCustomerData(t.call, person)
      expect(await traces(person.customer_id)).toEqual({})
    }
  })

  it("logs whose holds they were by id alone, and who did it", async () => {
    const id = await anEndedHold({ email: "log@example.com" }, 0)
    await eraseCustomerData(t.call, { email: "log@example.com" })
    expect((await logOf(t.world, id)).slice(-1)).toEqual([
      "hold.personal_data_erased",
    ])
    expect(await lastEntries(t.world, 1)).toEqual([
      {
        operation: "hold.personal_data_erased",
        resource_id: null,
        actor_type: "user",
        actor_id: "user_test",
        before: null,
        after: null,
        reason: null,
        event_name: null,
      },
    ])
  })

  it("lets a guest's and a cart's request be repeated afterwards", async () => {
    const email = "again@example.com"
    for (const cart_id of [null, "cart_again"]) {
      const input = request({ email, cart_id })
      const { hold } = await placeHold(t.call, input)
      await releaseHold(t.call, hold.id, admin)
      await eraseCustomerData(t.call, { email })
      const replay = await placeHold(t.call, input)
      expect(replay.idempotent_replay).toBe(true)
      expect(replay.hold).toMatchObject({ id: hold.id, status: "released" })
    }
  })

  it("knows nothing of a customer's keys any more", async () => {
    const input = request({ customer_id: "cus_forgotten" })
    const { hold } = await placeHold(t.call, input)
    await releaseHold(t.call, hold.id, admin)
    await eraseCustomerData(t.call, { customer_id: "cus_forgotten" })
    const anew = await placeHold(t.call, input)
    expect(anew.idempotent_replay).toBeUndefined()
    expect(anew.hold.id).not.toBe(hold.id)
  })

  describe("of a cart that is still being bought (R56, R22)", () => {
    const line = () => ({
      ...{ line_item_id: uniqueId("line"), variant_id: "variant_1" },
      ...{ quantity: 1, unit_price: "10", currency_code: "aud" },
      ...{ charged_dates: 1, price_mode: "per_date" as const },
    })
    type Sold = {
      hold_id: string
      cart_id: string
      line: ReturnType<typeof line>
    }

    async function inCart(person: object, cart_id: string): Promise<Sold> {
      const sold = { cart_id, line: line() }
      const input = request({ ...person, ...sold })
      return { hold_id: (await placeHold(t.call, input)).hold.id, ...sold }
    }

    async function end(...sold: Sold[]): Promise<void> {
      const ids = sold.map(({ hold_id }) => hold_id)
      await makeOverdue(t.world, ids)
      await expireHolds({ ...t.call, actor: JOB })
    }

    /** At today's prices, which are those of then. */
    async function pin(...sold: Sold[]): Promise<string[]> {
      const { pinned } = await pinHolds(t.call, {
        ...{ cart_id: sold[0]?.cart_id as string, is_paid: false },
        lines: sold.map(({ hold_id, line }) => ({ ...line, hold_id })),
        quotes: Object.fromEntries(
          sold.map(({ hold_id, line }) => [hold_id, line])
        ),
      })
      return pinned
    }

    /** Status and claims: what a customer who pays now can rely on. */
    async function kept(...sold: Sold[]) {
      return t.world.sql(
        `select h.status, h.pinned_from is not null or exists (
            select from booking_operation o
            where o.hold_id = h.id and o.operation = 'hold.taken_again')
            as pinned,
          h.expires_at > clock_timestamp() as alive, h.customer_id
        from booking_hold h where h.id = any ($1) order by h.created_at`,
        [sold.map(({ hold_id }) => hold_id)]
      )
    }

    const buyer = (email: string) => ({ email, customer_id: `cus_${email}` })

    it.each([
      ["a customer's", buyer("pays@example.com")],
      ["a guest's", { email: "guest.pays@example.com" }],
    ])("takes %s ended hold again and pins it", async (_, person) => {
      const sold = await inCart(person, uniqueId("cart"))
      await end(sold)
      expect(await eraseCustomerData(t.call, person)).toEqual({ erased: 1 })
      expect(await traces(person.email)).toEqual({})
      expect(await pin(sold)).toEqual([sold.hold_id])
      expect(await kept(sold)).toEqual([
        { status: "active", pinned: true, alive: true, customer_id: null },
      ])
    })

    it("pins a live hold, which is left, beside an ended one, which is not", async () => {
      const person = buyer("mixed@example.com")
      const cart_id = uniqueId("cart")
      const ended = await inCart(person, cart_id)
      await end(ended)
      const live = await inCart(person, cart_id)
      await eraseCustomerData(t.call, person)
      const ids = [ended.hold_id, live.hold_id]
      expect((await pin(ended, live)).sort()).toEqual(ids.sort())
      expect(await kept(ended, live)).toEqual([
        { status: "active", pinned: true, alive: true, customer_id: null },
        {
          ...{ status: "active", pinned: true, alive: true },
          customer_id: person.customer_id,
        },
      ])
    })

    it("pins what a customer adds to it afterwards, with what was erased", async () => {
      const person = buyer("adds@example.com")
      const cart_id = uniqueId("cart")
      const ended = await inCart(person, cart_id)
      await end(ended)
      await eraseCustomerData(t.call, person)
      const live = await inCart(person, cart_id)
      const ids = [ended.hold_id, live.hold_id]
      expect((await pin(ended, live)).sort()).toEqual(ids.sort())
      expect(await kept(ended, live)).toMatchObject([
        { status: "active", pinned: true, alive: true },
        { status: "active", pinned: true, alive: true },
      ])
    })

    it("leaves no name in what was released or sold", async () => {
      const person = buyer("over@example.com")
      const released = await inCart(person, uniqueId("cart"))
      await releaseHold(t.call, released.hold_id, admin)
      const paid = await inCart(person, uniqueId("cart"))
      const order_id = uniqueId("order")
      await confirmHold(t.call, { hold_id: paid.hold_id, order_id })
      expect(await eraseCustomerData(t.call, person)).toEqual({ erased: 2 })
      for (const { hold_id } of [released, paid]) {
        expect(await personOf(hold_id)).toMatchObject({ owner: null })
      }
      expect(await traces(person.customer_id)).toEqual({})
    })
  })

  it("refuses when nobody is named", async () => {
    for (const person of [{}, { email: "" }, { customer_id: "" }]) {
      expect(await refusalOf(eraseCustomerData(t.call, person))).toEqual({
        code: "invalid_data",
        message: "Give a customer_id or an email.",
        details: {},
      })
    }
  })
})

describe("the log and its events (R50, R56)", () => {
  it("has no e-mail, address or metadata of any operation", async () => {
    const { id } = await aResource(t.call, { default_capacity: 4 })
    const planted = {
      email: "planted@example.com",
      address: "198.51.100.99",
      metadata: { note: "planted metadata" },
      cart_id: uniqueId("cart"),
    }
    const items = [{ resource_id: id, dates: [day(10)] }]
    const place = async () => {
      const input = request({ items, ...planted })
      return (await placeHold(t.call, input)).hold.id
    }
    const released = await place()
    await makeOverdue(t.world, [released], 60_000)
    await extendHold(t.call, released, admin)
    await releaseHold(t.call, released, admin)
    const expired = await place()
    await makeOverdue(t.world, [expired])
    await expireHolds({ ...t.call, actor: JOB })
    const order_id = uniqueId("order")
    await confirmHold(t.call, { hold_id: expired, order_id })
    await cancelAllocations(t.call, { order_id })
    await aHold(t.call, id, [day(10)], 4)

    const rows = await t.world.sql<{ row: string; operation: string }>(
      `select concat(o, e) as row, operation from booking_operation o
        left join booking_outbox e on e.seq = o.seq order by o.seq`
    )
    const operations = new Set(rows.map((row) => row.operation))
    for (const operation of [
      "hold.placed",
      "hold.extended",
      "hold.released",
      "hold.expired",
      "hold.taken_again",
      "hold.confirmed",
      "allocation.created",
      "allocation.canceled",
      "capacity.depleted",
    ]) {
      expect(operations).toContain(operation)
    }
    const log = rows.map((row) => row.row).join("\n")
    for (const text of ["@", "planted", planted.address, ADDRESS, "metadata"]) {
      expect(log.includes(text)).toBe(false)
    }
    // The same search finds what is there.
    expect(log).toContain(planted.cart_id)
    expect(await traces("planted@")).toMatchObject({ booking_hold: 2 })
  })
})

describe("what erasing and deleting cost", () => {
  const SOLD = 5_000

  it("is that of what is erased, however much was sold", async () => {
    const world = await openWorld()
    // A third is staff's, whose dates are not over: nothing to erase yet.
    await world.sql(
      pastTheTriggers(`
        insert into booking_hold (id, status, expires_at, ttl_ms, deadline,
          order_id, customer_id, email, staff_booking, idempotency_scope,
          idempotency_key, fingerprint, ended_at, created_at, updated_at)
        select 'h' || n, 'confirmed', now(), 1, now(), 'order' || n,
          'customer' || n, 'Buyer' || n || '@example.com', n % 3 = 0, '',
          'k' || n, '', now() - interval '1 day' * (n % 3), now(), now()
        from generate_series(1, ${SOLD}) as n;
        insert into booking_allocation (id, hold_id, hold_item_id, resource_id,
          order_id, dates, quantity, guests, created_at, updated_at)
        select 'a' || n, 'h' || n, 'i' || n, 'r', 'order' || n,
          array[current_date + 30], 1, jsonb_build_array(jsonb_build_object(
            'name', 'Guest', 'email', 'Guest' || n || '@example.com')),
          now(), now()
        from generate_series(1, ${SOLD}) as n;
        insert into booking_hold (id, status, expires_at, ttl_ms, deadline,
          idempotency_scope, idempotency_key, fingerprint, ended_at, created_at,
          updated_at)
        select 'e' || n, 'expired', now(), 1, now(), '', 'e' || n, '',
          now() - interval '100 days', now(), now()
        from generate_series(1, 10) as n`)
    )
    const person = { customer_id: "customer7", email: "guest9@EXAMPLE.com" }
    const statements = [
      eraseEnded(30, 1_000, []),
      endedHolds(90, 1_000, []),
      ownersAfterErasure(person),
      ...erasePerson(person, ["customer:customer7"]),
    ]
    for (const analyze of [false, true]) {
      await world.sql(analyze ? "analyze" : "select 1")
      for (const statement of statements) {
        expect(await pagesOf(world.process(), statement)).toBeLessThan(130)
      }
    }
    const [all] = await world.sql<{ pages: number }>(
      `select pg_relation_size('booking_allocation') / 8192 as pages`
    )
    expect(all?.pages).toBeGreaterThan(110)
    await world.close()
  })
})
