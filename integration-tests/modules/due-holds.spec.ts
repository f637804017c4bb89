import {
  bringHold,
  capacityOn,
  confirmHold,
  datesSnapshot,
  evictOverdue,
  expireHolds,
  extendHold,
  groupCandidates,
  pinHolds,
  undoHold,
  unpinHolds,
} from "../engine"
import { aBookedLine, aLine, aMarkedLine } from "../helpers/booked-line"
import {
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { pagesOf } from "../helpers/pages"
import {
  day,
  holdRow,
  JOB,
  lockDates,
  makeOverdue,
  newGroup,
  newResource,
} from "../helpers/world"

/** When a hold ends, and when it and its claims say that it may have ended. */
type Ends = { end: number; due: number; claims: number[] }

let t: TestContext
beforeEach(async () => {
  t = await createContext()
})
afterEach(() => t.close())

const aJob = () => ({ ...t.world.process(), actor: JOB })

async function endsOf(holdId: string): Promise<Ends> {
  const [row] = await t.world.sql<Ends>(
    `select (extract(epoch from h.expires_at) * 1000)::bigint as end,
        (extract(epoch from h.due_at) * 1000)::bigint as due,
        (select coalesce(json_agg(distinct
            (extract(epoch from cl.due_at) * 1000)::bigint), '[]')
          from booking_claim cl join booking_hold_item i on i.id = cl.claimant_id
          where i.hold_id = h.id) as claims
      from booking_hold h where h.id = $1`,
    [holdId]
  )
  return row as Ends
}

/** The moment passes at which the hold would have ended without a later end. */
async function becomeDue(holdId: string): Promise<void> {
  await t.world.sql(
    `with hold as (
      update booking_hold set due_at = 'epoch' where id = $1)
    update booking_claim set due_at = 'epoch'
    where claimant_id in (
      select id from booking_hold_item where hold_id = $1)`,
    [holdId]
  )
}

describe("when a hold may have ended", () => {
  it("is its end, when it is placed", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    const { end, ...said } = await endsOf(hold.id)
    expect(said).toEqual({ due: end, claims: [end] })
  })

  it("stays what it was when the hold gets a later end", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [hold.id], 60_000)
    const before = await endsOf(hold.id)
    await extendHold(t.call, hold.id, { admin: true })
    const { end, ...said } = await endsOf(hold.id)
    expect(end).toBeGreaterThan(before.end)
    expect(said).toEqual({ due: before.end, claims: [before.end] })
  })

  it("is the later end once the job has seen that it has not", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    await becomeDue(hold.id)
    expect(await expireHolds(aJob())).toEqual({ expired: 0, skipped: 0 })
    const { end, ...said } = await endsOf(hold.id)
    expect(said).toEqual({ due: end, claims: [end] })
    expect(await holdRow(t.world, hold.id)).toMatchObject({ live: true })
  })

  it("is left for the next run while somebody has its dates locked", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await becomeDue(hold.id)
    const locked = await lockDates(t.world, id, [day(10)])
    expect(await expireHolds(aJob())).toEqual({ expired: 0, skipped: 0 })
    expect(await endsOf(hold.id)).toMatchObject({ due: 0, claims: [0] })
    await locked.free()
    await expireHolds(aJob())
    const { end, ...said } = await endsOf(hold.id)
    expect(said).toEqual({ due: end, claims: [end] })
  })

  it("is never, once it is sold", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await confirmHold(t.call, { hold_id: hold.id, order_id: "order" })
    expect(
      await t.world.sql("select state, due_at from booking_claim")
    ).toEqual([{ state: "allocated", due_at: null }])
  })
})

describe("a hold that ends earlier than its claims say", () => {
  /** Placed by a rival, on a date that was free for nobody else. */
  const isFree = (id: string, date: string) =>
    aHold(t.call, id, [date]).then(
      () => true,
      () => false
    )

  it("is due at its new end, whoever wrote it", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    await makeOverdue(t.world, [hold.id])
    const { end, ...said } = await endsOf(hold.id)
    expect(said).toEqual({ due: end, claims: [end] })
    expect(await isFree(id, day(10))).toBe(true)
  })

  it("would keep its dates if the claims did not follow (control)", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await t.world.sql(`
      alter table booking_hold drop constraint booking_hold_due_before_end;
      drop trigger booking_hold_shortened on booking_hold`)
    await makeOverdue(t.world, [hold.id])
    expect(await refusalOf(aHold(t.call, id, [day(10)]))).toMatchObject({
      code: "sold_out",
    })
    await t.world.sql(
      `update booking_hold set due_at = '-infinity' where id = $1`,
      [hold.id]
    )
    expect((await t.world.audit()).map((v) => v.invariant)).toEqual(["I13"])
    await expireHolds(aJob())
  })

  it("is so when a payment failed and it is unpinned", async () => {
    const { id } = await aResource(t.call)
    const line = await aBookedLine(t, [{ resource_id: id, dates: [day(10)] }])
    const { cart_id, hold } = line
    await makeOverdue(t.world, [hold.id], 1_000)
    const own = await endsOf(hold.id)
    await pinHolds(t.call, {
      ...{
        cart_id,
        lines: [{ ...aMarkedLine(line, hold.id), currency_code: "aud" }],
      },
      is_paid: false,
    })
    await becomeDue(hold.id)
    await expireHolds(aJob())
    expect((await endsOf(hold.id)).due).toBeGreaterThan(own.end)
    await unpinHolds(t.call, { cart_id, release: false })
    expect(await endsOf(hold.id)).toEqual({
      ...{ end: own.end, due: own.end, claims: [own.end] },
    })
  })

  it("is so when it is taken out of the cart that lengthened it", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold, token } = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [hold.id], 60_000)
    const own = await endsOf(hold.id)
    const { cart_id } = await aBookedLine(t, [
      { resource_id: id, dates: [day(10)] },
    ])
    const { before } = await bringHold(t.call, {
      ...{ hold_id: hold.id, access: { token }, cart_id, customer_id: null },
      line: aLine(),
    })
    expect((await endsOf(hold.id)).end).toBeGreaterThan(own.end)
    await becomeDue(hold.id)
    await expireHolds(aJob())
    expect((await endsOf(hold.id)).due).toBeGreaterThan(own.end)
    await undoHold(t.call, { hold_id: hold.id, before })
    expect(await endsOf(hold.id)).toEqual({
      ...{ end: own.end, due: own.end, claims: [own.end] },
    })
  })
})

describe("what is due elsewhere", () => {
  const DUE = 3_000

  /** Due holds on one resource, written past the module. */
  async function insertDueHolds(resource: string): Promise<void> {
    await t.world.sql(
      `insert into booking_capacity (resource_id, date, max_capacity)
      select $1, $2::date + n, ${DUE} from generate_series(0, 29) as n`,
      [resource, day(10)]
    )
    const due = "now() - interval '1 minute'"
    await t.world.sql(`
      insert into booking_hold (id, expires_at, due_at, ttl_ms, deadline,
        idempotency_scope, idempotency_key, fingerprint, created_at, updated_at)
      select 'h' || n, ${due}, ${due}, 1800000, now(), '', 'k' || n, '', now(),
        now() from generate_series(1, ${DUE}) as n;
      insert into booking_hold_item
        (id, hold_id, position, resource_id, dates, quantity)
      select 'i' || n, 'h' || n, 0, '${resource}',
        array[date '${day(10)}' + n % 30], 1
      from generate_series(1, ${DUE}) as n;
      insert into booking_operation (operation, hold_id, actor_type)
      select 'hold.placed', 'h' || n, 'customer'
      from generate_series(1, ${DUE}) as n;
      insert into booking_claim
        (resource_id, date, claimant_id, quantity, state, due_at)
      select i.resource_id, i.dates[1], i.id, 1, 'held', h.due_at
      from booking_hold_item i join booking_hold h on h.id = i.hold_id
      where i.resource_id = '${resource}'`)
  }

  it("is read by nobody but those whose dates it is on", async () => {
    const group = await newGroup(t.world, 3)
    const [own = ""] = group.members
    const dates = [day(10), day(11), day(12)]
    await aHold(t.call, own, dates)
    const elsewhere = await newResource(t.world, { capacity: DUE })
    const wanted = [{ resource_id: own, dates }]
    const statements = [
      datesSnapshot(wanted),
      evictOverdue(wanted, Date.now()),
      capacityOn(own, dates),
      groupCandidates({ group_id: group.id, dates, rules: "kept" }, [], 9),
    ]
    const count = async () => {
      const pages: number[] = []
      for (const statement of statements) {
        await pagesOf(t.call, statement)
        pages.push(await pagesOf(t.call, statement))
      }
      return pages
    }
    const before = await count()
    await insertDueHolds(elsewhere)
    const beside = await count()
    // A few more, where an index has grown by a level.
    beside.forEach((pages, i) =>
      expect(pages).toBeLessThan((before[i] as number) + 30)
    )
    const theirs = datesSnapshot([{ resource_id: elsewhere, dates }])
    expect(await pagesOf(t.call, theirs)).toBeGreaterThan(500)
    await expireHolds(aJob())
  })
})
