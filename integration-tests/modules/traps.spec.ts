import {
  cancelAllocations,
  confirmHold,
  createBlackout,
  datesKeys,
  expireHolds,
  extendHold,
  placeHold,
  resource,
  setCapacity,
  STORE,
  takeLocks,
  transact,
} from "../engine"
import { refusalOf } from "../helpers/context"
import { crowd, openArena, place } from "../helpers/races/arena"
import {
  confirmingBlindly,
  counting,
  gateBefore,
  lockingOnly,
  replaced,
  type Tampering,
  together,
  withoutEviction,
  withoutKeyLookup,
} from "../helpers/sabotage"
import {
  ADMIN,
  day,
  endedOrWaiting,
  holdRow,
  lockNumber,
  logOf,
  makeOverdue,
  newGroup,
  newResource,
  openWorld,
  quickDeadlocks,
  uniqueId,
  WITHOUT_CLAIM_GUARDS,
  withoutGuards,
  type World,
} from "../helpers/world"

/**
 * Each of these broke a plain version of the design. Every test is run once
 * more with the protection taken away, and must then see the breach.
 */

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const audited = async () =>
  (await world.audit()).map((v) => `${v.invariant} ${v.subject}`)

describe("extending a sibling hold", () => {
  /** A rival comes for the sibling's date while the cart is extended. */
  async function extendWhileTheSiblingEnds(
    protection: (first: string) => Promise<Tampering | undefined>
  ) {
    const call = world.process()
    const cart_id = uniqueId("cart")
    const ids = [await newResource(world), await newResource(world)] as const
    const [first, sibling] = await Promise.all(
      ids.map((resource_id) =>
        placeHold(call, {
          items: [{ resource_id, dates: [day(10)] }],
          ...{ cart_id, idempotency_key: uniqueId("key") },
        })
      )
    )
    const gate = gateBefore("booking_extend_holds")
    const tampering = await protection(ids[0])
    const owner = world.process({
      tampering: tampering ? together(tampering, gate) : gate,
    })
    await makeOverdue(world, [sibling?.hold.id as string], 60_000)
    const extended = extendHold(owner, first?.hold.id as string, { cart_id })
    await gate.reached
    await makeOverdue(world, [sibling?.hold.id as string])
    const rival = place(world.process(), {
      resource_id: ids[1],
      dates: [day(10)],
    })
    await endedOrWaiting(world, rival)
    gate.open()
    await extended
    const outcome = await rival.then(
      () => "placed",
      (error: { code: string }) => error.code
    )
    return { outcome, row: await holdRow(world, sibling?.hold.id as string) }
  }

  it("keeps its dates, since they are locked, too", async () => {
    const { outcome, row } = await extendWhileTheSiblingEnds(
      async () => undefined
    )
    expect(outcome).toBe("sold_out")
    expect(row).toMatchObject({ live: true, claims: 1 })
    expect(await audited()).toEqual([])
  })

  const withoutTheirLocks = async (first: string) => {
    const number = await lockNumber(world, first)
    return lockingOnly((a) => a === 0 || a === number)
  }

  it("without their locks, is refused by the database", async () => {
    const extended = extendWhileTheSiblingEnds(withoutTheirLocks)
    await expect(extended).rejects.toMatchObject({ code: "RB003" })
    expect(await audited()).toEqual([])
  })

  it("without their locks and its guards, it lives on without its claims", async () => {
    await world.sql(WITHOUT_CLAIM_GUARDS)
    const { outcome, row } = await extendWhileTheSiblingEnds(withoutTheirLocks)
    expect(outcome).toBe("placed")
    expect(row).toMatchObject({ live: true, claims: 0 })
    expect(await audited()).toContainEqual(expect.stringMatching(/^I3 bitem_/))
  })
})

describe("a claim without a capacity row", () => {
  const claim = (resourceId: string) =>
    world.sql(
      `insert into booking_claim
        (resource_id, date, claimant_id, quantity, state)
      values ($1, $2, 'nobody', 1, 'held')`,
      [resourceId, day(10)]
    )

  it("is refused by the foreign key", async () => {
    const id = await newResource(world)
    await expect(claim(id)).rejects.toMatchObject({
      code: "23503",
      constraint: "booking_claim_resource_id_date_fkey",
    })
  })

  it("is refused by the counters, should the key be gone", async () => {
    const id = await newResource(world)
    await world.sql(`alter table booking_claim
      drop constraint booking_claim_resource_id_date_fkey`)
    await expect(claim(id)).rejects.toThrow("a claim has no capacity row")
  })

  it("would be counted nowhere, which the audit sees", async () => {
    const id = await newResource(world)
    await world.sql(`alter table booking_claim
        drop constraint booking_claim_resource_id_date_fkey;
      drop trigger booking_claim_inserted on booking_claim`)
    await claim(id)
    expect(await audited()).toContain(`I2 ${id} ${day(10)}`)
  })
})

describe("the job against confirm", () => {
  /** A late payer takes a hold again after the job has found it. */
  async function confirmBetweenTheJobsLookAndItsLocks(tampering: Tampering) {
    const call = world.process()
    const resource_id = await newResource(world)
    const { hold } = await place(call, { resource_id, dates: [day(10)] })
    await makeOverdue(world, [hold.id])
    const gate = gateBefore("booking_try_each")
    await quickDeadlocks(world)
    const deadlocks = counting()
    const job = world.process({
      tampering: together(tampering, gate, deadlocks),
    })
    const expiry = expireHolds(job)
    await gate.reached
    const buyer = world.process({ tampering: deadlocks })
    const confirmed = confirmHold(buyer, { hold_id: hold.id, order_id: "o" })
    await endedOrWaiting(world, confirmed)
    gate.open()
    await Promise.allSettled([expiry, confirmed])
    return { hold, deadlocks: deadlocks.count("40P01") }
  }

  it("leaves the order its dates, and nobody waits for another", async () => {
    const { hold, deadlocks } = await confirmBetweenTheJobsLookAndItsLocks({})
    expect(deadlocks).toBe(0)
    expect(await logOf(world, hold.id)).toEqual([
      ...["hold.placed", "capacity.depleted", "hold.taken_again"],
      ...["hold.confirmed", "allocation.created"],
    ])
    expect(await audited()).toEqual([])
  })

  it("would be a deadlock if it waited for dates with rows locked", async () => {
    const waiting: Tampering = {
      rewrite(statement) {
        switch (statement.name) {
          case "booking_try_each":
            return {
              ...replaced(statement, "pg_try_advisory", "pg_advisory"),
              text: `select k.a, k.b, case when k.shared
                then pg_advisory_xact_lock_shared(k.a, k.b + ${STORE})
                else pg_advisory_xact_lock(k.a, k.b + ${STORE}) end is not null as locked
                from unnest($1::int[], $2::int[], $3::bool[])
                  as k (a, b, shared)`,
            }
          default:
            return statement
        }
      },
    }
    const { deadlocks } = await confirmBetweenTheJobsLookAndItsLocks(waiting)
    expect(deadlocks).toBeGreaterThan(0)
  })
})

describe("a blackout that releases a hold of two resources", () => {
  async function twoHoldsOnTwoResources() {
    const ids = [await newResource(world), await newResource(world)] as const
    const call = world.process()
    const holds = await Promise.all(
      [day(10), day(11)].map((date) =>
        place(
          call,
          ...ids.map((resource_id) => ({ resource_id, dates: [date] }))
        )
      )
    )
    return { ids, holds: holds.map(({ hold }) => hold.id) }
  }

  it("frees both, once, though the other one is closed as well", async () => {
    const { ids, holds } = await twoHoldsOnTwoResources()
    const deadlocks = counting()
    const closed = await Promise.all(
      ids.map((resource_id) =>
        createBlackout(
          { ...world.process({ tampering: deadlocks }), actor: ADMIN },
          {
            ...{ resource_id, start_date: day(10), end_date: day(11) },
            ...{ reason: "flood", release_holds: true },
          }
        )
      )
    )
    expect(closed.reduce((n, c) => n + c.holds_released, 0)).toBe(2)
    expect(deadlocks.count("40P01")).toBe(0)
    for (const id of holds) {
      expect(await holdRow(world, id)).toMatchObject({
        status: "released",
        claims: 0,
      })
    }
    expect(await audited()).toEqual([])
  })

  it("would deadlock if it did so with the resource still locked", async () => {
    const { ids } = await twoHoldsOnTwoResources()
    const numbers = await Promise.all(ids.map((id) => lockNumber(world, id)))
    await quickDeadlocks(world)
    const deadlocks = counting()
    let both = 0
    let meet = () => {}
    const met = new Promise<void>((resolve) => (meet = resolve))
    await Promise.all(
      numbers.map((number) =>
        transact(world.process({ tampering: deadlocks }).db, async (tx) => {
          await tx.all([takeLocks([resource(number, false)])])
          both++
          if (both === 2) {
            meet()
          }
          await met
          const held = numbers.map((n) => ({
            lock_number: n,
            dates: [day(10)],
          }))
          await tx.all([takeLocks(datesKeys(held))])
        })
      )
    )
    expect(deadlocks.count("40P01")).toBeGreaterThan(0)
  })
})

describe("a group's blackout against a direct hold of a member", () => {
  /** The blackout comes when the hold is decided on but not yet written. */
  async function closeWhileAMemberIsBooked(tampering: Tampering) {
    const { id: group_id, members } = await newGroup(world, 2)
    const gate = gateBefore("booking_insert_holds")
    const booked = place(world.process({ tampering: gate }), {
      resource_id: members[0],
      dates: [day(10)],
    })
    await gate.reached
    const closed = createBlackout(
      { ...world.process({ tampering }), actor: ADMIN },
      {
        ...{ group_id, start_date: day(10), end_date: day(10) },
        reason: "storm",
      }
    )
    await endedOrWaiting(world, closed)
    gate.open()
    await Promise.all([booked, closed])
    const rows = await world.sql<{ operation: string }>(
      "select operation from booking_operation order by seq"
    )
    return rows.map((row) => row.operation)
  }

  it("waits for it: what it closes has no hold that comes later", async () => {
    expect(await closeWhileAMemberIsBooked({})).toEqual([
      ...["hold.placed", "capacity.depleted", "blackout.created"],
    ])
  })

  it("with the group's own lock alone, a hold slips in", async () => {
    const groupOnly = lockingOnly((a) => a <= 0)
    expect(await closeWhileAMemberIsBooked(groupOnly)).toEqual([
      ...["blackout.created", "hold.placed", "capacity.depleted"],
    ])
  })
})

describe("one key with two bodies at the same time", () => {
  const ROUNDS = 10

  async function twoBodies(options: Parameters<typeof openArena>[0]) {
    const arena = await openArena(options)
    const outcomes: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const idempotency_key = uniqueId("key")
      const bodies = await Promise.all(
        [1, 2].map(() => newResource(arena.world, { capacity: 100 }))
      )
      const attempts = await crowd(arena, 50, (process, client) =>
        placeHold(process, {
          items: [{ resource_id: bodies[client % 2], dates: [day(10)] }],
          idempotency_key,
        })
      )
      const holds = new Set(
        attempts.flatMap((a) => (a.outcome === "ok" ? [a.value.hold.id] : []))
      )
      const other = attempts.filter(
        (a) => a.outcome !== "ok" && a.outcome !== "idempotency_conflict"
      )
      outcomes.push(`${holds.size} hold, ${other.length} unclear`)
    }
    const broken = (await arena.world.audit()).map((v) => v.invariant)
    await arena.world.close()
    return { outcomes: [...new Set(outcomes)], broken: [...new Set(broken)] }
  }

  it("makes one hold, and refuses the other body", async () => {
    expect(await twoBodies({})).toEqual({
      outcomes: ["1 hold, 0 unclear"],
      broken: [],
    })
  })

  it("makes more, if nobody looks for it in the transaction", async () => {
    const { broken } = await twoBodies({
      tampering: withoutKeyLookup,
      unguarded: true,
    })
    expect(broken).toEqual(["I4"])
  })
})

describe("bare dates after an eviction", () => {
  /** A rival has taken the second of an ended hold's three dates. */
  async function partlyEvicted() {
    const call = world.process()
    const resource_id = await newResource(world)
    const dates = [day(10), day(12), day(14)]
    const { hold } = await place(call, { resource_id, dates })
    await makeOverdue(world, [hold.id])
    const rival = await place(call, { resource_id, dates: [day(12)] })
    return { call, resource_id, hold, rival: rival.hold }
  }

  it("belong to nobody: the hold can't be confirmed on them", async () => {
    const { call, hold, resource_id } = await partlyEvicted()
    expect(await holdRow(world, hold.id)).toMatchObject({ claims: 2 })
    const order = { hold_id: hold.id, order_id: "order" }
    expect(await refusalOf(confirmHold(call, order))).toMatchObject({
      code: "sold_out",
      details: { dates: [day(12)] },
    })
    await expect(
      extendHold(call, hold.id, { admin: true })
    ).rejects.toMatchObject({ code: "expired" })
    await place(call, { resource_id, dates: [day(10), day(14)] })
    expect(await audited()).toEqual([])
  })

  it("are completed when it is taken again", async () => {
    const { call, hold, rival } = await partlyEvicted()
    await makeOverdue(world, [rival.id])
    const order = { hold_id: hold.id, order_id: "order" }
    const { allocations } = await confirmHold(call, order)
    expect(allocations[0]?.dates).toEqual([day(10), day(12), day(14)])
    expect(await audited()).toEqual([])
    expect(await cancelAllocations(call, order)).toHaveLength(1)
    expect(await audited()).toEqual([])
  })

  it("would be sold without the evicted one, if nobody looked", async () => {
    await withoutGuards(world)
    const { hold } = await partlyEvicted()
    const blind = world.process({ tampering: confirmingBlindly })
    await confirmHold(blind, { hold_id: hold.id, order_id: "order" })
    expect(await audited()).toContainEqual(expect.stringMatching(/^I3 balloc_/))
  })
})

describe("capacity that is reduced under an overdue hold", () => {
  async function reduce(tampering: Tampering, inMs?: number) {
    const call = world.process()
    const resource_id = await newResource(world, { capacity: 2 })
    const dates = [day(10)]
    const { hold } = await place(call, { resource_id, dates, quantity: 2 })
    await makeOverdue(world, [hold.id], inMs)
    const staff = { ...world.process({ tampering }), actor: ADMIN }
    await setCapacity(staff, resource_id, {
      ...{ start_date: day(10), end_date: day(10), max_capacity: 1 },
    })
    return { call, hold, resource_id }
  }

  it("takes its units away: it has no rights any more", async () => {
    const { call, hold, resource_id } = await reduce({})
    expect(await holdRow(world, hold.id)).toMatchObject({ claims: 0 })
    const order = { hold_id: hold.id, order_id: "order" }
    expect(await refusalOf(confirmHold(call, order))).toMatchObject({
      code: "sold_out",
    })
    await place(call, { resource_id, dates: [day(10)] })
    expect(await audited()).toEqual([])
  })

  it("is refused while the hold lives", async () => {
    await expect(reduce({}, 60_000)).rejects.toMatchObject({
      code: "below_commitments",
    })
  })

  it("would run into the CHECK if its claims stayed", async () => {
    await expect(reduce(withoutEviction)).rejects.toMatchObject({
      code: "23514",
      constraint: "booking_capacity_not_oversold",
    })
  })
})
