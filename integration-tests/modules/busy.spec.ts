import { Client } from "@medusajs/framework/pg"

import type {
  HoldAnswer,
  HoldLine,
  PlaceHold,
} from "../../src/modules/resource_booking/types"
import {
  type Borrowed,
  type Call,
  createBlackout,
  findReplay,
  lockBaskets,
  notePayment,
  placeHold,
  readAvailability,
  releaseHold,
  STORE,
  transact,
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
  eventually,
  newResource,
  uniqueId,
} from "../helpers/world"

let t: TestContext
let side: Client
beforeAll(async () => {
  t = await createContext()
  // Not the module's connection: its name and locks are told apart by that.
  side = new Client({
    connectionString: t.world.url,
    application_name: "side",
  })
  await side.connect()
})
afterAll(async () => {
  await side.end()
  await t.close()
})

const BUSY = {
  code: "busy",
  message: "The booking system is busy. Please try again.",
  details: { retry_after: 1 },
}

/** The refusal that work ends in, and how long it took. */
async function timed(work: () => Promise<unknown>) {
  const started = performance.now()
  const refusal = await refusalOf(work())
  return { refusal, ms: performance.now() - started }
}

/** What a line is going to sell. */
const lineOf = (variant_id: string): HoldLine => ({
  ...{ line_item_id: null, variant_id, quantity: 1 },
  ...{ unit_price: "100", currency_code: "aud" },
  ...{ charged_dates: 1, price_mode: "per_date" },
})

function request(resource_id: string, dates: string[]): PlaceHold {
  return {
    items: [{ resource_id, dates }],
    idempotency_key: uniqueId("key"),
  }
}

describe("a date that somebody has locked", () => {
  /** Two ints: the resource's number, and the store's with the date's. */
  const lock = (verb: "lock" | "unlock", id: string, date: string) =>
    side.query(
      `select pg_advisory_${verb}(lock_number,
          $2::date - date '2000-01-01' + ${STORE})
        from booking_resource where id = $1`,
      [id, date]
    )

  it("makes 200 buyers hear busy within 3 seconds, and nobody else", async () => {
    const { id } = await aResource(t.call, { default_capacity: 500 })
    const other = await aResource(t.call)
    await lock("lock", id, day(10))
    const one = () => timed(() => aHold(t.call, id, [day(10)]))
    const waves = Array.from({ length: 4 }, async (_, wave) => {
      // They come while the ones before them wait.
      await new Promise((resolve) => setTimeout(resolve, wave * 400))
      return Promise.all(Array.from({ length: 50 }, one))
    })
    await aHold(t.call, other.id, [day(10)])
    await aHold(t.call, id, [day(11)])
    const answers = (await Promise.all(waves)).flat()
    expect(answers.map((answer) => answer.refusal)).toEqual(
      Array.from({ length: 200 }, () => BUSY)
    )
    expect(Math.max(...answers.map((answer) => answer.ms))).toBeLessThan(3_000)

    await lock("unlock", id, day(10))
    await aHold(t.call, id, [day(10)])
  })

  it("keeps a release waiting no longer than that", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await lock("lock", id, day(10))
    const release = await timed(() =>
      releaseHold(t.call, hold.id, { admin: true })
    )
    expect(release.refusal).toEqual(BUSY)
    expect(release.ms).toBeLessThan(3_000)
    await lock("unlock", id, day(10))
    await releaseHold(t.call, hold.id, { admin: true })
  })
})

describe("an owner whose first hold is still being placed", () => {
  it("keeps nobody else waiting, in the same process or another", async () => {
    const cart_id = uniqueId("cart")
    const [wanted, free] = [
      await newResource(t.world),
      await newResource(t.world),
    ]
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    let first: Promise<void> = Promise.resolve()
    await new Promise<void>((locked) => {
      first = transact(t.world.process().db, async (tx) => {
        await tx.all(lockBaskets([`cart:${cart_id}`], true))
        locked()
        await ended
      })
    })
    const call = t.world.process()
    const second = placeHold(call, { ...request(wanted, [day(10)]), cart_id })
    const stranger = await timedPlacing(call, free)
    end()
    await Promise.all([first, second])
    expect(stranger).toBeLessThan(500)
  })

  async function timedPlacing(call: Call, resourceId: string) {
    const started = performance.now()
    await placeHold(call, request(resourceId, [day(10)]))
    return performance.now() - started
  }
})

describe("a pool without a free connection", () => {
  it("answers busy within 3 seconds, whatever is asked", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    const call: Call = {
      ...t.world.process({ connections: 2 }),
      actor: t.call.actor,
    }
    const taken: Borrowed[] = []
    for (let i = 0; i < 2; i++) {
      taken.push(await call.db.connect())
    }
    const dates = { start_date: day(10), end_date: day(12) }
    const answers = await Promise.all(
      [
        () => aHold(call, id, [day(11)]),
        () => releaseHold(call, hold.id, { admin: true }),
        () => readAvailability(call, { resource_id: id, ...dates }),
        () =>
          createBlackout(call, { resource_id: id, ...dates, reason: "works" }),
      ].map(timed)
    )
    expect(answers.map((answer) => answer.refusal)).toEqual(
      answers.map(() => BUSY)
    )
    expect(Math.max(...answers.map((answer) => answer.ms))).toBeLessThan(3_000)

    taken.forEach((connection) => connection.release())
    await aHold(call, id, [day(11)])
    expect(call.db.stats().holds).toMatchObject({ waiting: 0, max: 2 })
  })
})

describe("large holds", () => {
  it("never take more locks at once than a bound", async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => newResource(t.world, { capacity: 65 }))
    )
    const dates = Array.from({ length: 18 }, (_, n) => day(n + 10))
    let running = true
    let most = 0
    const watch = async () => {
      while (running) {
        const { rows } = await side.query<{ n: number }>(
          `select count(*)::int as n from pg_locks
            where locktype = 'advisory' and database =
              (select oid from pg_database where datname = current_database())`
        )
        most = Math.max(most, rows[0]?.n ?? 0)
      }
    }
    const watching = watch()
    // As a client does: who hears busy repeats the key.
    const place = async (input: PlaceHold): Promise<HoldAnswer> => {
      for (let tries = 1; ; tries++) {
        try {
          return await placeHold(t.call, input)
        } catch (error) {
          expect(error).toMatchObject(BUSY)
          expect(tries).toBeLessThan(20)
        }
      }
    }
    const items = ids.map((resource_id) => ({ resource_id, dates }))
    const placed = await Promise.all(
      Array.from({ length: 65 }, () =>
        place({ items, idempotency_key: uniqueId("key") })
      )
    )
    running = false
    await watching
    expect(new Set(placed.map((answer) => answer.hold.id)).size).toBe(65)
    expect(most).toBeGreaterThanOrEqual(18 * 20)
    expect(most).toBeLessThan(1_000)
  })
})

describe("a request that the database can't take", () => {
  it("is refused alone, and its neighbors are placed", async () => {
    const { id } = await aResource(t.call, { default_capacity: 99 })
    const requests = Array.from({ length: 20 }, () => request(id, [day(10)]))
    const poisoned = { ...request(id, [day(10)]), metadata: { note: "\0" } }
    requests.splice(10, 0, poisoned)
    const outcomes = await Promise.allSettled(
      requests.map((input) => placeHold(t.call, input))
    )
    const bad = outcomes.splice(10, 1)[0] as PromiseRejectedResult
    expect(bad.reason).toMatchObject({
      code: "invalid_data",
      message: "The request contains an invalid value.",
    })
    expect(outcomes.map((o) => o.status)).toEqual(
      Array.from({ length: 20 }, () => "fulfilled")
    )
    const [row] = await t.world.sql(
      "select held from booking_capacity where resource_id = $1",
      [id]
    )
    expect(row).toEqual({ held: 20 })
  })
})

describe("connections that are cut", () => {
  const cut = () =>
    side.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database()
        and application_name = 'resource_booking'`)

  afterEach(() =>
    eventually(
      () =>
        t.world.sql("select 1").then(
          () => true,
          () => false
        ),
      "to be connected again"
    )
  )

  it("end in success or busy, and repeating the key tells which", async () => {
    const { id } = await aResource(t.call, { default_capacity: 1_000 })
    const call: Call = { ...t.world.process(), actor: t.call.actor }
    const placed: HoldAnswer[] = []
    const unknown: PlaceHold[] = []
    const rush = async (until: () => boolean) => {
      while (!until()) {
        const input = request(id, [day(10)])
        await placeHold(call, input).then(
          (answer) => placed.push(answer),
          (error: unknown) => {
            expect(error).toMatchObject(BUSY)
            unknown.push(input)
          }
        )
      }
    }
    let over = false
    const rushing = Promise.all(
      Array.from({ length: 20 }, () => rush(() => over))
    )
    for (let i = 1; i <= 10; i++) {
      const before = placed.length
      while (placed.length === before) {
        await new Promise((resolve) => setImmediate(resolve))
      }
      await cut()
    }
    over = true
    await rushing
    expect(unknown.length).toBeGreaterThan(0)

    const again = await Promise.all(
      unknown.map((input) => placeHold(call, input))
    )
    const ids = [...placed, ...again].map((answer) => answer.hold.id)
    expect(new Set(ids).size).toBe(placed.length + unknown.length)
    const [row] = await t.world.sql(
      "select held from booking_capacity where resource_id = $1",
      [id]
    )
    expect(row).toEqual({ held: ids.length })
  })

  it("do no harm while they are idle", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    await cut()
    // One that was handed out before the news arrived ends in busy.
    const first = await placeHold(t.call, request(id, [day(10)])).then(
      () => "placed",
      (error: unknown) => (error as { code: string }).code
    )
    expect(["placed", "busy"]).toContain(first)
    await aHold(t.call, id, [day(10)])
  })
})

describe("noting that a payment is tried", () => {
  it("is tried again after a deadlock", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const cart_id = uniqueId("cart")
    for (const date of [day(10), day(11)]) {
      await placeHold(t.call, { ...request(id, [date]), cart_id })
    }
    const pinned = await t.world.sql<{ id: string }>(
      `update booking_hold set pinned_from = expires_at where cart_id = $1
        returning id`,
      [cart_id]
    )
    const [first, last] = pinned.map((hold) => hold.id).sort()
    const lock = (hold: string | undefined) =>
      side.query("select from booking_hold where id = $1 for update", [hold])
    await side.query("begin")
    // The other one is the first to look, and so the one that gives in.
    await side.query("set local deadlock_timeout = '10s'")
    await lock(last)
    const work = notePayment(t.call, cart_id)
    await endedOrWaiting(t.world, work)
    await lock(first)
    await side.query("commit")
    await work
    const rows = await t.world.sql(
      `select payment_tried_at is not null as tried from booking_hold
        where cart_id = $1`,
      [cart_id]
    )
    expect(rows).toEqual([{ tried: true }, { tried: true }])
  })
})

describe("findReplay (R13)", () => {
  it("answers the earlier hold, and null for anything new", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const input = { ...request(id, [day(10)]), cart_id: "cart_1" }
    expect(await findReplay(t.call, input)).toBeNull()
    const { hold, token } = await placeHold(t.call, input)
    expect(await findReplay(t.call, input)).toEqual({
      hold,
      token,
      server_time: expect.stringMatching(/Z$/),
      time_remaining_seconds: expect.any(Number),
      idempotent_replay: true,
    })
    const others: Partial<PlaceHold>[] = [
      { items: [{ resource_id: id, dates: [day(11)] }] },
      { idempotency_key: uniqueId("key") },
      { cart_id: "cart_2" },
      { customer_id: "cus_1" },
      { metadata: { note: "other" } },
      { line: lineOf("variant_1") },
    ]
    for (const other of others) {
      expect(await findReplay(t.call, { ...input, ...other })).toBeNull()
    }
  })

  it("knows what was sold: another variant, or no line, is another request", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const asked = { ...request(id, [day(10)]), cart_id: "cart_1" }
    const line = { ...lineOf("variant_1"), line_item_id: uniqueId("cali") }
    const { hold } = await placeHold(t.call, { ...asked, line })
    // Neither the line's id nor the price of today makes it another one.
    const dearer = { ...lineOf("variant_1"), unit_price: "120" }
    const again = await findReplay(t.call, { ...asked, line: dearer })
    expect(again).toMatchObject({ hold: { id: hold.id } })
    const others = [asked, { ...asked, line: lineOf("variant_2") }]
    for (const other of others) {
      expect(await findReplay(t.call, other)).toBeNull()
      const { code } = await refusalOf(placeHold(t.call, other))
      expect(code).toBe("idempotency_conflict")
    }
  })
})
