import { Client, DatabaseError } from "@medusajs/framework/pg"

import type {
  HoldStatus,
  Violation,
} from "../../src/modules/resource_booking/types"
import {
  allSlices,
  auditInvariants,
  cancelAllocations,
  expireHolds,
  LOG_CHECKS,
  placeHold,
  releaseHold,
  type Statement,
  toViolation,
  translate,
  violations,
} from "../engine"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  type TestContext,
} from "../helpers/context"
import {
  day,
  JOB,
  makeOverdue,
  openWorld,
  uniqueId,
  WITHOUT_CLAIM_GUARDS,
  type World,
} from "../helpers/world"

let t: TestContext
let client: Client
beforeAll(async () => {
  t = await createContext()
  client = new Client({ connectionString: t.world.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await t.close()
})

/** Each test writes past the module, and leaves nothing behind. */
beforeEach(async () => {
  await client.query("begin")
})
afterEach(async () => {
  await client.query("rollback")
})

type Refused = { code?: string; constraint?: string; message?: string }

/** How the database refuses a statement, as far as a test names it. */
async function refused(
  expected: Refused,
  text: string,
  values: unknown[] = []
): Promise<void> {
  await client.query("savepoint before")
  const error: unknown = await client
    .query(text, values)
    .then(() => null)
    .catch((e: unknown) => e)
  await client.query("rollback to savepoint before")
  expect(error).toBeInstanceOf(DatabaseError)
  const { code, constraint, message } = error as DatabaseError
  expect({ code, constraint, message }).toMatchObject(expected)
}

/** SQLSTATE of what the triggers refuse, and their words. */
const broken = (message: string) => ({ code: "23000", message })

const COUNTED = broken(
  "held, allocated and overbooked are counted from the claims"
)
const OVERSOLD = {
  code: "23514",
  constraint: "booking_capacity_not_oversold",
}

/** A resource of 3 units with one of them held on day 10. */
async function aHeldResource() {
  const { id } = await aResource(t.call, { default_capacity: 3 })
  const { hold } = await aHold(t.call, id, [day(10)])
  return { id, hold_id: hold.id, item_id: hold.items[0]?.id as string }
}

async function counters(id: string, n: number): Promise<unknown> {
  const { rows } = await client.query(
    `select max_capacity, held, allocated from booking_capacity
      where resource_id = $1 and date = $2`,
    [id, day(n)]
  )
  return rows[0]
}

const CLAIM = `insert into booking_claim
  (resource_id, date, claimant_id, quantity, state)
  values ($1, $2, 'somebody', $3, $4)`

describe("the counters (I1, I2)", () => {
  it("can't be written by hand", async () => {
    const { id } = await aHeldResource()
    for (const set of [
      "held = 0",
      "allocated = 1",
      "held = 2, allocated = 1",
    ]) {
      const text = `update booking_capacity set ${set} where resource_id = $1`
      await refused(COUNTED, text, [id])
    }
    expect(await counters(id, 10)).toEqual({
      max_capacity: 3,
      held: 1,
      allocated: 0,
    })
  })

  it("begin at 0", async () => {
    const { id } = await aResource(t.call)
    for (const column of ["held", "allocated"]) {
      const text = `insert into booking_capacity
        (resource_id, date, max_capacity, ${column}) values ($1, $2, 3, 1)`
      await refused(COUNTED, text, [id, day(10)])
    }
  })

  it("follow the claims, whoever writes them", async () => {
    const { id, item_id } = await aHeldResource()
    const now = () => counters(id, 10)
    await client.query(CLAIM, [id, day(10), 2, "allocated"])
    expect(await now()).toMatchObject({ held: 1, allocated: 2 })
    await client.query(
      `update booking_claim set state = 'held', quantity = 1
        where claimant_id = 'somebody'`
    )
    expect(await now()).toMatchObject({ held: 2, allocated: 0 })
    await client.query(WITHOUT_CLAIM_GUARDS)
    const remove = "delete from booking_claim where claimant_id = $1"
    await client.query(remove, [item_id])
    expect(await now()).toMatchObject({ held: 1, allocated: 0 })
  })

  it("would part from the claims by TRUNCATE, so it is refused", async () => {
    const message = "TRUNCATE on booking_claim is not allowed"
    await refused(broken(message), "truncate booking_claim")
    await refused(broken(message), "truncate booking_capacity cascade")
  })
})

describe("a claim (I1)", () => {
  it("is refused without a capacity row", async () => {
    const { id } = await aResource(t.call)
    const expected = {
      code: "23503",
      constraint: "booking_claim_resource_id_date_fkey",
    }
    await refused(expected, CLAIM, [id, day(10), 1, "held"])
  })

  it("is refused without a capacity row also when no foreign key is left", async () => {
    const { id } = await aHeldResource()
    await client.query(
      `alter table booking_claim
        drop constraint booking_claim_resource_id_date_fkey`
    )
    await client.query(WITHOUT_CLAIM_GUARDS)
    const expected = { code: "23503", message: "a claim has no capacity row" }
    await refused(expected, CLAIM, [id, day(99), 1, "held"])
    const moved = `update booking_claim set date = $2 where resource_id = $1`
    await refused(expected, moved, [id, day(99)])
    await client.query("delete from booking_capacity where resource_id = $1", [
      id,
    ])
    const gone = "delete from booking_claim where resource_id = $1"
    await refused(expected, gone, [id])
  })

  it("keeps its capacity row from being deleted", async () => {
    const { id } = await aHeldResource()
    const text = "delete from booking_capacity where resource_id = $1"
    await refused({ code: "23503" }, text, [id])
  })

  it("can't oversell, held or allocated, inserted or raised", async () => {
    const { id, item_id } = await aHeldResource()
    await refused(OVERSOLD, CLAIM, [id, day(10), 3, "held"])
    await refused(OVERSOLD, CLAIM, [id, day(10), 3, "allocated"])
    await client.query(WITHOUT_CLAIM_GUARDS)
    const raised =
      "update booking_claim set quantity = 4 where claimant_id = $1"
    await refused(OVERSOLD, raised, [item_id])
    await client.query(CLAIM, [id, day(10), 2, "allocated"])
  })

  it("keeps max_capacity from going below it, and overbooked likewise", async () => {
    const { id } = await aHeldResource()
    const set = (table: string, what: string) =>
      `update ${table} set ${what} where resource_id = '${id}'`
    const none = set("booking_capacity", "max_capacity = 0")
    await refused(OVERSOLD, none)
    await client.query(set("booking_claim", "overbooked = 1"))
    await client.query(none)
    await refused(OVERSOLD, set("booking_claim", "overbooked = 0"))
  })

  it("is of at least one unit", async () => {
    const { id } = await aHeldResource()
    for (const quantity of [0, -1]) {
      await refused({ code: "23514" }, CLAIM, [id, day(10), quantity, "held"])
    }
  })
})

describe("the log (I7)", () => {
  const LAST = "where seq = (select max(seq) from booking_operation)"

  it.each([
    ["operation", "'hold.expired'"],
    ["hold_id", "'bhold_other'"],
    ["actor_id", "'somebody else'"],
    ["before", "'{}'"],
    ["after", "null"],
    ["reason", "'no reason'"],
    ["kind", "'catalog'"],
    ["created_at", "now()"],
  ])("lets nobody change %s", async (column, value) => {
    await aHeldResource()
    const text = `update booking_operation set ${column} = ${value} ${LAST}`
    await refused(broken("the log is append-only"), text)
  })

  it("can't be shortened, nor any of its parts", async () => {
    await aHeldResource()
    const kept = broken("the log is append-only")
    const { rows } = await client.query<{ name: string }>(
      `select relid::regclass::text as name
        from pg_partition_tree('booking_operation')`
    )
    expect(rows.length).toBeGreaterThan(5)
    await refused(kept, `delete from booking_operation ${LAST}`)
    for (const { name } of rows) {
      await refused(kept, `truncate ${name}`)
    }
  })
})

describe("the outbox (R52)", () => {
  it.each([
    ["seq", "seq + 1"],
    ["event_name", "'another'"],
    ["event_data", "'{}'"],
    ["occurred_at", "now()"],
  ])("lets nobody change %s", async (column, value) => {
    await aHeldResource()
    await refused(
      broken("UPDATE on booking_outbox is not allowed"),
      `update booking_outbox set ${column} = ${value}`
    )
  })
})

describe("a hold item", () => {
  it.each(["quantity = 2", "dates = '{2030-01-01}'", "resource_id = 'bres_1'"])(
    "can't be changed: %s",
    async (set) => {
      const { item_id } = await aHeldResource()
      const text = `update booking_hold_item set ${set} where id = $1`
      const message = "UPDATE on booking_hold_item is not allowed"
      await refused(broken(message), text, [item_id])
    }
  )
})

describe("the moves of a hold (I3, I6)", () => {
  /** A hold that has come to a status by the module's own ways. */
  async function aHoldThatIs(status: HoldStatus): Promise<string> {
    const { id } = await aResource(t.call, { default_capacity: 3 })
    if (status === "confirmed") {
      return (await aSale(t.call, id, [day(10)])).hold_id
    }
    const { hold } = await aHold(t.call, id, [day(10)])
    if (status === "released") {
      await releaseHold(t.call, hold.id, { admin: true })
    }
    if (status === "expired") {
      await makeOverdue(t.world, [hold.id])
      await expireHolds({ ...t.call, actor: JOB })
    }
    return hold.id
  }

  /** The row as its CHECKs want it in a status. */
  const MOVE = {
    active: "status = 'active', ended_at = null, order_id = null",
    confirmed: "status = 'confirmed', ended_at = now(), order_id = 'order_1'",
    released: "status = 'released', ended_at = now(), order_id = null",
    expired: "status = 'expired', ended_at = now(), order_id = null",
  }
  const LATER = "expires_at = clock_timestamp() + interval '1 hour'"
  const update = (set: string) => `update booking_hold set ${set} where id = $1`

  it.each<[HoldStatus, HoldStatus, string]>([
    ["confirmed", "active", "a confirmed hold is final"],
    ["confirmed", "released", "a confirmed hold is final"],
    ["confirmed", "expired", "a confirmed hold is final"],
    ["released", "active", "a released hold is final"],
    ["released", "confirmed", "a released hold is final"],
    ["released", "expired", "a released hold is final"],
    ["expired", "confirmed", "an expired hold cannot become confirmed"],
    ["expired", "released", "an expired hold cannot become released"],
  ])("never go from %s to %s", async (from, to, message) => {
    const id = await aHoldThatIs(from)
    await refused(broken(message), update(MOVE[to]), [id])
    await refused(broken(message), update(`${MOVE[to]}, ${LATER}`), [id])
  })

  it.each<HoldStatus>(["confirmed", "released", "expired"])(
    "go from active to %s",
    async (to) => {
      const id = await aHoldThatIs("active")
      expect((await client.query(update(MOVE[to]), [id])).rowCount).toBe(1)
    }
  )

  it("go from expired to active only with an end in the future", async () => {
    const id = await aHoldThatIs("expired")
    const message = "a hold taken again must end in the future"
    await refused(broken(message), update(MOVE.active), [id])
    const again = update(`${MOVE.active}, ${LATER}`)
    expect((await client.query(again, [id])).rowCount).toBe(1)
  })

  it("leave end and order of a final hold alone", async () => {
    const confirmed = await aHoldThatIs("confirmed")
    const message = "a confirmed hold is final"
    await refused(broken(message), update(LATER), [confirmed])
    const other = update("order_id = 'order_2'")
    await refused(broken(message), other, [confirmed])
    const released = await aHoldThatIs("released")
    const end = broken("a released hold is final")
    await refused(end, update(LATER), [released])
  })

  it("refuse a confirmation at or after the end with RB001", async () => {
    const id = await aHoldThatIs("active")
    await makeOverdue(t.world, [id], 0)
    const expected = { code: "RB001", message: "the hold has expired" }
    await refused(expected, update(MOVE.confirmed), [id])
    // Neither the transaction's clock nor a new end of its own helps.
    await refused(expected, update(`${MOVE.confirmed}, ${LATER}`), [id])
  })

  it("refuse a confirmation by the clock of now, not of BEGIN", async () => {
    const id = await aHoldThatIs("active")
    await makeOverdue(t.world, [id], 200)
    const began = `update booking_hold set metadata = '{}'
      where id = $1 and expires_at > now()`
    expect((await client.query(began, [id])).rowCount).toBe(1)
    await client.query(
      `select pg_sleep(extract(epoch from expires_at - clock_timestamp()))
        from booking_hold where id = $1`,
      [id]
    )
    await refused({ code: "RB001" }, update(MOVE.confirmed), [id])
  })

  it("have an order exactly when confirmed, and an end when ended", async () => {
    const id = await aHoldThatIs("active")
    for (const set of [
      "order_id = 'order_1'",
      "status = 'confirmed', ended_at = now()",
      "status = 'released'",
      "ended_at = now()",
    ]) {
      await refused({ code: "23514" }, update(set), [id])
    }
  })
})

describe("the moves of an allocation (I3, I8)", () => {
  it("never go from canceled back to confirmed", async () => {
    const { id } = await aResource(t.call)
    const { order_id } = await aSale(t.call, id, [day(10)])
    await cancelAllocations(t.call, { order_id })
    const message = "a canceled allocation cannot become confirmed"
    const text = `update booking_allocation
      set status = 'confirmed', canceled_at = null where order_id = $1`
    await refused(broken(message), text, [order_id])
  })

  it("give a hold item one allocation", async () => {
    const { id } = await aResource(t.call)
    const { order_id } = await aSale(t.call, id, [day(10)])
    const copy = `insert into booking_allocation
      select (jsonb_populate_record(a, '{"id": "balloc_copy"}')).*
      from booking_allocation a where order_id = $1`
    const constraint = "booking_allocation_hold_item_id_segment_key"
    await refused({ code: "23505", constraint }, copy, [order_id])
  })
})

describe("what is promised has its claims (I3)", () => {
  /** A hold, a sale and a change of a hold's dates, of two units each. */
  type Scene = Record<
    "resource" | "hold" | "item" | "ended" | "allocation" | "before" | "next",
    string
  >

  async function aScene(): Promise<Scene> {
    const { id: resource } = await aResource(t.call, { default_capacity: 20 })
    const dates = [day(10), day(11)]
    const { hold: ended } = await aHold(t.call, resource, dates, 2)
    await makeOverdue(t.world, [ended.id])
    await expireHolds({ ...t.call, actor: JOB })
    const { hold } = await aHold(t.call, resource, dates, 2)
    const { order_id } = await aSale(t.call, resource, dates, 2)
    const [sold] = await t.world.sql<{ id: string }>(
      "select id from booking_allocation where order_id = $1",
      [order_id]
    )
    const cart = { cart_id: uniqueId("cart") }
    const change = (quantity: number, replaces?: string) =>
      placeHold(t.call, {
        ...{ ...cart, replaces, idempotency_key: uniqueId("key") },
        items: [{ resource_id: resource, dates, quantity }],
        line: {
          ...{ line_item_id: replaces ? null : uniqueId("cali") },
          ...{ variant_id: "variant_1", quantity, charged_dates: 2 },
          ...{ unit_price: "100", currency_code: "aud" },
          price_mode: "per_date",
        },
      })
    const { hold: before } = await change(2)
    const { hold: next } = await change(3, before.id)
    return {
      ...{ resource, hold: hold.id, item: hold.items[0]?.id as string },
      ...{ ended: ended.id, allocation: sold?.id as string },
      ...{ before: before.id, next: next.id },
    }
  }

  const itemOf = (hold: string) =>
    `(select id from booking_hold_item where hold_id = '${hold}')`
  const deleted = (claimant: string) =>
    `delete from booking_claim where claimant_id = ${claimant}`
  const claims = (set: string, claimant: string) =>
    `update booking_claim set ${set} where claimant_id = ${claimant}`
  const holds = (id: string, set: string) =>
    `update booking_hold set ${set} where id = '${id}'`
  const sold = (s: Scene, set: string) =>
    `update booking_allocation set ${set} where id = '${s.allocation}'`
  const copy = (table: string, id: string, other: object) =>
    `insert into ${table}
      select (jsonb_populate_record(t, '${JSON.stringify(other)}')).*
      from ${table} t where id = '${id}'`
  const aDate = (s: Scene) => `insert into booking_capacity
    (resource_id, date, max_capacity) values ('${s.resource}', '${day(12)}', 9)`
  const RELEASED = "status = 'released', ended_at = clock_timestamp()"
  const LATER = "expires_at = clock_timestamp() + interval '1 hour'"

  /** What loses claims of a promise, whatever the promise is. */
  const LOSSES: [string, (claimant: string, s: Scene) => string][] = [
    ["are deleted", (c) => deleted(c)],
    ["are deleted for a date", (c) => `${deleted(c)} and date = '${day(11)}'`],
    ["are of fewer units", (c) => claims("quantity = 1", c)],
    [
      "are moved to another date",
      (c, s) =>
        `${aDate(s)}; ${claims(`date = '${day(12)}'`, c)} and date = '${day(11)}'`,
    ],
    ["are given to somebody else", (c) => claims("claimant_id = 'nobody'", c)],
  ]

  type Way = [kind: string, sql: (s: Scene) => string, refused: RegExp]

  const AT_ONCE: Way[] = [
    ...LOSSES.flatMap(([kind, sql]): Way[] => [
      [
        `a live hold's ${kind}`,
        (s) => sql(`'${s.item}'`, s),
        /^bhold_\w+ still needs its claims$/,
      ],
      [
        `an allocation's ${kind}`,
        (s) => sql(`'${s.allocation}'`, s),
        /^balloc_\w+ still needs its claims$/,
      ],
    ]),
    [
      "a live hold's are counted as sold",
      (s) => claims("state = 'allocated'", `'${s.item}'`),
      /still needs its claims/,
    ],
    [
      "an allocation's are only held",
      (s) =>
        claims("state = 'held', due_at = '-infinity'", `'${s.allocation}'`),
      /still needs its claims/,
    ],
    [
      "those that a change adds to the hold before are deleted",
      (s) => deleted(itemOf(s.next)),
      /still needs its claims/,
    ],
    [
      "those that the hold before keeps for a change are deleted",
      (s) => deleted(itemOf(s.before)),
      /still needs its claims/,
    ],
  ]

  const HOLD = /^the live hold bhold_\w+ lacks claims$/
  const ALLOCATION = /^the confirmed allocation balloc_\w+ lacks claims$/

  const AT_COMMIT: Way[] = [
    [
      "a live hold is made up",
      (s) =>
        `${copy("booking_hold", s.hold, {
          ...{ id: "bhold_copy", idempotency_key: "copy" },
        })}; ${copy("booking_hold_item", s.item, {
          ...{ id: "bitem_copy", hold_id: "bhold_copy" },
        })}`,
      HOLD,
    ],
    [
      "a live hold gets another item",
      (s) => copy("booking_hold_item", s.item, { id: "bitem_copy" }),
      HOLD,
    ],
    [
      "an ended hold is brought back",
      (s) => holds(s.ended, `status = 'active', ended_at = null, ${LATER}`),
      HOLD,
    ],
    [
      "an overdue hold that was evicted gets a later end",
      (s) => `${holds(s.hold, "expires_at = now() - interval '1 hour'")};
        ${deleted(`'${s.item}'`)}; ${holds(s.hold, LATER)}`,
      HOLD,
    ],
    [
      "a change stands on its own with what it added",
      (s) => holds(s.next, "replaces = null"),
      HOLD,
    ],
    [
      "a change loses the hold before",
      (s) => `${holds(s.before, RELEASED)}; ${deleted(itemOf(s.before))}`,
      HOLD,
    ],
    [
      "a change to another hold keeps too little",
      (s) => holds(s.next, `replaces = '${s.ended}'`),
      HOLD,
    ],
    [
      "an allocation is made up",
      (s) =>
        copy("booking_allocation", s.allocation, {
          ...{ id: "balloc_copy", segment: 9 },
        }),
      ALLOCATION,
    ],
    [
      "an allocation is on other dates",
      (s) => sold(s, `dates = '{${day(10)},${day(12)}}'`),
      ALLOCATION,
    ],
    [
      "an allocation is of more units",
      (s) => sold(s, "quantity = 3"),
      ALLOCATION,
    ],
    [
      "an allocation is of another resource",
      (s) => `insert into booking_resource
          select (jsonb_populate_record(r, '{"id": "bres_copy",
            "handle": "copy", "lock_number": 2000000000}')).*
          from booking_resource r where id = '${s.resource}';
        ${sold(s, "resource_id = 'bres_copy'")}`,
      ALLOCATION,
    ],
    [
      "a hold is sold, and its claims are freed",
      (s) => `${holds(
        s.hold,
        `status = 'confirmed', order_id = 'order_1',
          ended_at = clock_timestamp()`
      )};
        insert into booking_allocation (id, hold_id, hold_item_id, resource_id,
          order_id, dates, quantity, created_at, updated_at)
        select 'balloc_copy', hold_id, id, resource_id, 'order_1', dates,
          quantity, now(), now()
        from booking_hold_item where id = '${s.item}';
        ${deleted(`'${s.item}'`)}`,
      ALLOCATION,
    ],
  ]

  const atCommit = (sql: string) => `${sql}; set constraints all immediate`

  it.each(AT_ONCE)(
    "so it is refused at once when %s",
    async (_, sql, message) => {
      const expected = {
        code: "RB003",
        message: expect.stringMatching(message),
      }
      await refused(expected, sql(await aScene()))
    }
  )

  it.each(AT_COMMIT)(
    "so it is refused at commit when %s",
    async (_, sql, message) => {
      const expected = {
        code: "RB003",
        message: expect.stringMatching(message),
      }
      const scene = await aScene()
      await refused(expected, atCommit(sql(scene)))
    }
  )

  it.each([...AT_ONCE, ...AT_COMMIT])(
    "by these triggers alone: without them nothing is said when %s (control)",
    async (_, sql) => {
      const scene = await aScene()
      await client.query(WITHOUT_CLAIM_GUARDS)
      await client.query(atCommit(sql(scene)))
    }
  )

  it.each<[string, (s: Scene) => string]>([
    [
      "a hold that is released",
      (s) => `${holds(s.hold, RELEASED)}; ${deleted(`'${s.item}'`)}`,
    ],
    [
      "a hold that is overdue",
      (s) => `${holds(s.hold, "expires_at = clock_timestamp()")};
        ${deleted(`'${s.item}'`)}`,
    ],
    [
      "an allocation that is canceled",
      (s) => `${sold(s, "status = 'canceled', canceled_at = now()")};
        ${deleted(`'${s.allocation}'`)}`,
    ],
    [
      "a change that is given up",
      (s) => `${holds(s.next, RELEASED)}; ${deleted(itemOf(s.next))}`,
    ],
    [
      "a change that is given up with the hold before",
      (s) => `${holds(s.before, RELEASED)}; ${deleted(itemOf(s.before))};
        ${holds(s.next, RELEASED)}; ${deleted(itemOf(s.next))}`,
    ],
  ])("and are freed of %s", async (_, sql) => {
    await client.query(atCommit(sql(await aScene())))
  })

  it("is kept by COMMIT: nothing of the transaction stays", async () => {
    const { ended } = await aScene()
    const revived = holds(ended, `status = 'active', ended_at = null, ${LATER}`)
    const error: unknown = await t.world.sql(revived).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: "RB003" })
    const { rows } = await client.query(
      "select status from booking_hold where id = $1",
      [ended]
    )
    expect(rows).toEqual([{ status: "expired" }])
  })

  it("is not called busy by an operation: it would be a defect", () => {
    const error = new DatabaseError("x", 1, "error")
    error.code = "RB003"
    expect(translate(error)).toBe(error)
  })
})

describe("the key of a hold (I4)", () => {
  it("is given once", async () => {
    const { hold_id } = await aHeldResource()
    const copy = `insert into booking_hold
      select (jsonb_populate_record(h, '{"id": "bhold_copy"}')).*
      from booking_hold h where id = $1`
    const constraint = "booking_hold_idempotency_scope_idempotency_key_key"
    await refused({ code: "23505", constraint }, copy, [hold_id])
  })
})

describe("auditInvariants", () => {
  /** What a small, sound history leaves behind. */
  type Scene = Record<
    | "resource"
    | "live"
    | "live_item"
    | "other"
    | "released"
    | "released_item"
    | "sold"
    | "sold_item"
    | "allocation",
    string
  >

  type Damage = {
    kind: string
    /** Past the triggers and foreign keys, which are off meanwhile. */
    sql: (scene: Scene) => string
    found: (scene: Scene) => [invariant: string, subject: string]
    /** What the same damage breaks besides. */
    also?: (scene: Scene) => Violation[]
  }

  let world: World
  let side: Client
  let scene: Scene
  beforeAll(async () => {
    world = await openWorld()
    scene = await aScene({ ...t.call, ...world.process() })
    side = new Client({ connectionString: world.url })
    await side.connect()
  })
  afterAll(async () => {
    await side.end()
    await world.close()
  })
  beforeEach(async () => {
    await side.query("begin; set local session_replication_role = replica")
  })
  afterEach(async () => {
    await side.query("rollback")
  })

  /** The audit as it sees what a test has damaged and not committed. */
  const audit = async () => {
    const db = {
      query: async <T>({ text, values = [] }: Statement) =>
        (await side.query(text, values)).rows as T[],
    }
    const found = await auditInvariants({ db })
    // It is asked of slices of two rows as well, and says the same.
    const sizes = { holds: 2, dates: 2, resources: 2 }
    const slices = await allSlices({ db }, sizes)
    expect(slices.length).toBeGreaterThan(1)
    const inSlices = await auditInvariants({ db }, undefined, slices)
    const sorted = (all: Violation[]) =>
      all.map((v) => JSON.stringify(v)).sort()
    expect(inSlices.length).toBe(found.length)
    if (found.length < 100) {
      expect(sorted(inSlices)).toEqual(sorted(found))
    }
    return found
  }

  const logged = (operation: string, hold: string, allocation = "") => `
    insert into booking_operation
      (operation, hold_id, allocation_id, actor_type)
    values ('${operation}', '${hold}', nullif('${allocation}', ''), 'system');`

  const ON_DAY_10 = `where date = '${day(10)}'`
  const onDay10 = (s: Scene) => `${s.resource} ${day(10)}`

  const DAMAGES: Record<string, Damage[]> = {
    "more is held and allocated than the capacity allows": [
      {
        kind: "capacity below the claims",
        sql: () => `
          alter table booking_capacity
            drop constraint booking_capacity_not_oversold;
          update booking_capacity set max_capacity = 1 ${ON_DAY_10};`,
        found: (s) => ["I1", onDay10(s)],
      },
    ],
    "a counter differs from the sum of its claims": [
      {
        kind: "a unit held by nobody",
        sql: () => `update booking_capacity set held = held + 1 ${ON_DAY_10}`,
        found: (s) => ["I2", onDay10(s)],
      },
      {
        kind: "an allocated unit that is not counted",
        sql: () => `update booking_capacity set allocated = 0 ${ON_DAY_10}`,
        found: (s) => ["I2", onDay10(s)],
      },
    ],
    "a claim has no capacity row": [
      {
        kind: "capacity that was deleted",
        sql: () => `delete from booking_capacity where date = '${day(11)}'`,
        found: (s) => ["I2", `${s.resource} ${day(11)}`],
      },
    ],
    "the log shows a hold moving on after its final state": [
      {
        kind: "a released hold that was extended",
        sql: (s) => logged("hold.extended", s.released),
        found: (s) => ["I3", s.released],
      },
      {
        kind: "a confirmed hold that expired",
        sql: (s) => logged("hold.expired", s.sold),
        found: (s) => ["I3", s.sold],
      },
    ],
    "a live hold lacks claims, or a claim has no live owner": [
      {
        kind: "a live hold without its claim",
        sql: (s) => `
          delete from booking_claim where claimant_id = '${s.live_item}';
          update booking_capacity set held = held - 1 ${ON_DAY_10};`,
        found: (s) => ["I3", s.live_item],
      },
      {
        kind: "an allocation without its claim",
        sql: (s) => `
          delete from booking_claim where claimant_id = '${s.allocation}';
          update booking_capacity set allocated = 0 ${ON_DAY_10};`,
        found: (s) => ["I3", s.allocation],
      },
      {
        kind: "a released hold that still has its claim",
        sql: (s) => `
          insert into booking_claim
            (resource_id, date, claimant_id, quantity, state)
          values ('${s.resource}', '${day(10)}', '${s.released_item}', 1,
            'held');
          update booking_capacity set held = held + 1 ${ON_DAY_10};`,
        found: (s) => ["I3", s.released_item],
      },
    ],
    "two holds share an idempotency key": [
      {
        kind: "a key that was used twice",
        sql: (s) => `
          alter table booking_hold drop constraint
            booking_hold_idempotency_scope_idempotency_key_key;
          update booking_hold set idempotency_key = 'same'
            where id in ('${s.live}', '${s.other}');`,
        found: (s) => ["I4", s.live < s.other ? s.live : s.other],
      },
    ],
    "a hold item has two allocations for one segment": [
      {
        kind: "a second allocation",
        sql: (s) => `
          alter table booking_allocation drop constraint
            booking_allocation_hold_item_id_segment_key;
          insert into booking_allocation
          select (jsonb_populate_record(a, '{"id": "balloc_copy",
            "status": "canceled", "canceled_at": "2030-01-01"}')).*
          from booking_allocation a where id = '${s.allocation}';
          ${logged("allocation.created", s.sold, "balloc_copy")}`,
        found: (s) => ["I5", s.sold_item],
        also: () =>
          [
            "an allocation differs from the log",
            "an allocation was canceled or moved, but the log says otherwise",
          ].map((description) => ({
            ...{ invariant: "I7", description },
            subject: "balloc_copy",
          })),
      },
    ],
    "a confirmed hold does not have one allocation for each item": [
      {
        kind: "an allocation that was deleted",
        sql: (s) => `
          delete from booking_claim where claimant_id = '${s.allocation}';
          update booking_capacity set allocated = 0 ${ON_DAY_10};
          delete from booking_allocation where id = '${s.allocation}';`,
        found: (s) => ["I5", s.sold],
        also: (s) => [
          {
            invariant: "I7",
            description: "an allocation differs from the log",
            subject: s.allocation,
          },
        ],
      },
      {
        kind: "an allocation of a hold that was never confirmed",
        sql: (s) => `update booking_hold set status = 'expired', order_id = null
          where id = '${s.sold}'`,
        found: (s) => ["I5", s.allocation],
        also: (s) => [
          {
            invariant: "I7",
            description: "a hold or allocation and its log disagree",
            subject: s.sold,
          },
        ],
      },
    ],
    "a hold was confirmed at or after its end": [
      {
        kind: "a confirmation at the very end",
        sql: (s) => `update booking_hold set ended_at = expires_at
          where id = '${s.sold}'`,
        found: (s) => ["I6", s.sold],
      },
    ],
    "a hold or allocation and its log disagree": [
      {
        kind: "a hold that nobody placed",
        sql: (s) => `delete from booking_operation
          where hold_id = '${s.live}' and operation = 'hold.placed'`,
        found: (s) => ["I7", s.live],
      },
      {
        kind: "a hold that nobody released",
        sql: (s) => `delete from booking_operation
          where hold_id = '${s.released}' and operation = 'hold.released'`,
        found: (s) => ["I7", s.released],
      },
      {
        kind: "an allocation that nobody created",
        sql: () => `delete from booking_operation
          where operation = 'allocation.created'`,
        found: (s) => ["I7", s.allocation],
      },
    ],
    "the log shows that something was freed twice": [
      {
        kind: "a second cancellation",
        sql: (s) => `${logged("allocation.canceled", s.sold, s.allocation)}
          ${logged("allocation.canceled", s.sold, s.allocation)}`,
        found: (s) => ["I8", s.allocation],
      },
    ],
    "a hold has been overdue for more than two job periods": [
      {
        kind: "a hold that no job has seen",
        sql: (s) => `
          update booking_claim set due_at = '-infinity'
            where claimant_id = '${s.live_item}';
          update booking_hold set due_at = '-infinity',
            expires_at = clock_timestamp() - interval '121 seconds'
            where id = '${s.live}'`,
        found: (s) => ["I10", s.live],
      },
    ],
    "a claim says a later end than its hold has": [
      {
        kind: "a claim that was written for a longer hold",
        sql: (s) => `update booking_claim
          set due_at = due_at + interval '1 second'
          where claimant_id = '${s.live_item}'`,
        found: (s) => ["I13", s.live_item],
      },
    ],
  }

  const all = Object.entries(DAMAGES).flatMap(([description, damages]) =>
    damages.map((damage) => ({ description, ...damage }))
  )

  it.each(all)("finds $kind: $description", async (damage) => {
    expect(await audit()).toEqual([])
    await side.query(damage.sql(scene))
    const { description, also } = damage
    const [invariant, subject] = damage.found(scene)
    expect(await audit()).toEqual([
      { invariant, description, subject },
      ...(also?.(scene) ?? []),
    ])
  })

  it("has a test here for each of its checks, but for those of the log", () => {
    const count = violations().text.split("as check_index").length - 1
    const checks = Array.from(
      { length: count },
      (_, check_index) => toViolation({ check_index, subject: "" }).description
    )
    // Those are damaged in damage.spec.ts.
    const ofTheLog = LOG_CHECKS.map(({ description }) => description)
    expect([...Object.keys(DAMAGES), ...ofTheLog]).toEqual(checks)
  })

  it("lists no more than a hundred breaches of a kind", async () => {
    await side.query(`
      insert into booking_capacity (resource_id, date, max_capacity, held)
      select '${scene.resource}', date '2040-01-01' + n, 1, 1
      from generate_series(1, 150) n`)
    expect(await audit()).toHaveLength(100)
  })

  /** Two live holds on two days, a released one and a sale. */
  async function aScene(call: TestContext["call"]): Promise<Scene> {
    const { id: resource } = await aResource(call, { default_capacity: 4 })
    const dates = [day(10)]
    const { hold: live } = await aHold(call, resource, dates)
    const { hold: other } = await aHold(call, resource, [day(11)])
    const { hold: released } = await aHold(call, resource, dates)
    await releaseHold(call, released.id, { admin: true })
    const { hold_id: sold } = await aSale(call, resource, dates)
    const [row] = await call.db.query<{ id: string; hold_item_id: string }>({
      text: "select id, hold_item_id from booking_allocation",
    })
    return {
      resource,
      live: live.id,
      live_item: live.items[0]?.id as string,
      other: other.id,
      released: released.id,
      released_item: released.items[0]?.id as string,
      sold,
      sold_item: row?.hold_item_id as string,
      allocation: row?.id as string,
    }
  }
})
