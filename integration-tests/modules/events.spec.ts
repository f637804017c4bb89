import type { HoldAnswer } from "../../src/modules/resource_booking/types"
import {
  announceExpiringHolds,
  cancelAllocations,
  confirmHold,
  createBlackout,
  type EventData,
  type EventName,
  EVENTS,
  expireHolds,
  extendHold,
  freezeResource,
  type OperationContext,
  placeHold,
  type PublishedEvent,
  publishEvents,
  releaseHold,
  updateBlackout,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  type TestContext,
} from "../helpers/context"
import { processAt } from "../helpers/process"
import { day, JOB, leasesRunOut, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())
beforeEach(async () => {
  await published(t.call)
})

const admin = { admin: true } as const
const MINUTE = 60_000

/** What a subscriber is told when a process publishes the outbox. */
async function published(ctx: OperationContext): Promise<PublishedEvent[]> {
  const told: PublishedEvent[] = []
  await publishEvents(ctx, async (events) => void told.push(...events))
  return told
}

/** Number and moment of the last n entries of the log, as committed. */
async function stamps(n: number): Promise<EventData[]> {
  const rows = await t.world.sql(
    `select 'bop_' || seq as operation_id,
        to_char(created_at at time zone 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as occurred_at
      from booking_operation order by seq desc limit $1`,
    [n]
  )
  return rows.reverse()
}

/** The outbox has just these, and a subscriber is told just this of them. */
async function expectPublished(
  ...expected: [EventName, EventData][]
): Promise<void> {
  const events = await published(t.call)
  const stamped = await stamps(expected.length)
  expect(events).toEqual(
    expected.map(([name, data], i) => ({
      name,
      data: { ...data, ...stamped[i] },
    }))
  )
}

async function aCartHold(resourceId: string, cart_id: string, n: number) {
  return placeHold(t.call, {
    items: [{ resource_id: resourceId, dates: [day(n)] }],
    idempotency_key: uniqueId("key"),
    cart_id,
  })
}

/** A hold with places left beside it, whose own events are published. */
async function aQuietHold(cart_id = uniqueId("cart")) {
  const { id: resource_id } = await aResource(t.call, { default_capacity: 9 })
  const answer = await aCartHold(resource_id, cart_id, 10)
  await published(t.call)
  return { ...answer, id: answer.hold.id, resource_id, cart_id }
}

describe("each event reaches a subscriber (R52)", () => {
  it("hold.created, with the items", async () => {
    const { id: resource_id } = await aResource(t.call, { default_capacity: 9 })
    const { hold } = await aCartHold(resource_id, "cart_1", 10)
    await expectPublished([
      EVENTS.holdCreated,
      {
        id: hold.id,
        cart_id: "cart_1",
        expires_at: hold.expires_at,
        items: [
          {
            id: hold.items[0]?.id,
            resource_id,
            group_id: null,
            dates: [day(10)],
            quantity: 1,
          },
        ],
      },
    ])
  })

  it("capacity.depleted, for the dates that a hold leaves empty", async () => {
    const { id: resource_id } = await aResource(t.call, { default_capacity: 2 })
    await aHold(t.call, resource_id, [day(10)])
    await published(t.call)
    await aHold(t.call, resource_id, [day(10), day(11)])
    const [created, depleted] = await published(t.call)
    expect(created?.name).toBe(EVENTS.holdCreated)
    expect(depleted).toEqual({
      name: EVENTS.capacityDepleted,
      data: { resource_id, dates: [day(10)], ...(await stamps(1))[0] },
    })
  })

  it("hold.extended, for every hold of the cart", async () => {
    const { id, cart_id, resource_id } = await aQuietHold()
    const other = await aCartHold(resource_id, cart_id, 11)
    await published(t.call)
    await makeOverdue(t.world, [id, other.hold.id], MINUTE)
    const { hold } = await extendHold(t.call, id, admin)
    const { expires_at } = hold
    await expectPublished(
      [EVENTS.holdExtended, { id, cart_id, expires_at }],
      [EVENTS.holdExtended, { id: other.hold.id, cart_id, expires_at }]
    )
  })

  it("hold.extended, when a new hold of the cart renews the others", async () => {
    const { id, cart_id, resource_id } = await aQuietHold()
    await makeOverdue(t.world, [id], MINUTE)
    const { hold } = await aCartHold(resource_id, cart_id, 11)
    const [extended, created] = await published(t.call)
    expect(extended).toMatchObject({
      name: EVENTS.holdExtended,
      data: { id, cart_id, expires_at: hold.expires_at },
    })
    expect(created?.name).toBe(EVENTS.holdCreated)
  })

  it("hold.released", async () => {
    const { id, cart_id } = await aQuietHold()
    await releaseHold(t.call, id, admin)
    await expectPublished([EVENTS.holdReleased, { id, cart_id }])
    await releaseHold(t.call, id, admin)
    expect(await published(t.call)).toEqual([])
  })

  it("hold.expired, with what may be free again", async () => {
    const { id, cart_id, resource_id } = await aQuietHold()
    await makeOverdue(t.world, [id])
    await expireHolds({ ...t.call, actor: JOB })
    await expectPublished([
      EVENTS.holdExpired,
      { id, cart_id, resource_ids: [resource_id] },
    ])
  })

  it("hold.confirmed and allocation.created", async () => {
    const { id, cart_id, resource_id } = await aQuietHold()
    const order = { order_id: uniqueId("order"), line_item_id: "ordli_1" }
    const sold = await confirmHold(t.call, { hold_id: id, ...order })
    const [allocation] = sold.allocations
    await expectPublished(
      [
        EVENTS.holdConfirmed,
        {
          id,
          cart_id,
          order_id: order.order_id,
          allocation_ids: [allocation?.id],
        },
      ],
      [
        EVENTS.allocationCreated,
        {
          id: allocation?.id,
          resource_id,
          ...order,
          dates: [day(10)],
          quantity: 1,
        },
      ]
    )
    await confirmHold(t.call, { hold_id: id, ...order })
    expect(await published(t.call)).toEqual([])
  })

  it("allocation.canceled", async () => {
    const { id, resource_id } = await aQuietHold()
    const order_id = uniqueId("order")
    const { allocations } = await confirmHold(t.call, { hold_id: id, order_id })
    await published(t.call)
    await cancelAllocations(t.call, { order_id })
    await expectPublished([
      EVENTS.allocationCanceled,
      { id: allocations[0]?.id, resource_id, order_id, line_item_id: null },
    ])
  })

  it("blackout.created and blackout.updated", async () => {
    const { id: resource_id } = await aResource(t.call)
    const { blackout } = await createBlackout(t.call, {
      resource_id,
      start_date: day(20),
      end_date: day(21),
      reason: "works",
    })
    const closed = {
      id: blackout.id,
      resource_id,
      group_id: null,
      all: false,
      start_date: day(20),
      end_date: day(21),
      kind: "blackout",
    }
    await expectPublished([EVENTS.blackoutCreated, closed])
    await updateBlackout(t.call, blackout.id, { end_date: day(25) })
    await expectPublished([
      EVENTS.blackoutUpdated,
      { ...closed, end_date: day(25) },
    ])
  })

  it("blackout.created, for a freeze", async () => {
    const { id: resource_id } = await aResource(t.call)
    await freezeResource(t.call, resource_id, { reason: "cleaning" })
    const [event] = await published(t.call)
    expect(event).toEqual({
      name: EVENTS.blackoutCreated,
      data: {
        id: expect.stringMatching(/^bblk_/),
        resource_id,
        group_id: null,
        all: false,
        start_date: day(0),
        end_date: null,
        kind: "freeze",
        ...(await stamps(1))[0],
      },
    })
  })
})

describe("hold.expiring", () => {
  const announce = () => announceExpiringHolds({ ...t.call, actor: JOB })
  const expiring = (id: string, cart_id: string, answer: HoldAnswer) =>
    [
      EVENTS.holdExpiring,
      { id, cart_id, expires_at: answer.hold.expires_at },
    ] as [EventName, EventData]
  const endsIn = async (id: string, ms: number) => {
    await makeOverdue(t.world, [id], ms)
    const [row] = await t.world.sql<{ expires_at: Date }>(
      "select expires_at from booking_hold where id = $1",
      [id]
    )
    return row?.expires_at.toISOString() as string
  }

  it("comes once for each end, and again after an extension", async () => {
    const quiet = await aQuietHold()
    const { id, cart_id, hold } = quiet
    const at = async (ms: number) =>
      expiring(id, cart_id, {
        ...quiet,
        hold: { ...hold, expires_at: await endsIn(id, ms) },
      })
    const first = await at(4 * MINUTE)
    expect(await announce()).toBe(1)
    await expectPublished(first)
    expect(await announce()).toBe(0)
    expect(await published(t.call)).toEqual([])

    await extendHold(t.call, id, admin)
    await published(t.call)
    expect(await announce()).toBe(0)
    const second = await at(3 * MINUTE)
    expect(await announce()).toBe(1)
    await expectPublished(second)
    expect(await announce()).toBe(0)
    await releaseHold(t.call, id, admin)
  })

  it("is announced once by two jobs at once", async () => {
    const { id } = await aQuietHold()
    await endsIn(id, MINUTE)
    const jobs = [t.world.process(), t.world.process()]
    const counts = await Promise.all(jobs.map(announceExpiringHolds))
    expect(counts.sort()).toEqual([0, 1])
    expect(await published(t.call)).toHaveLength(1)
    await releaseHold(t.call, id, admin)
  })

  it("is not sent before the notice, after the end, or for short holds", async () => {
    const later = await aQuietHold()
    await endsIn(later.id, 6 * MINUTE)
    const over = await aQuietHold()
    await endsIn(over.id, -1)
    const options = { hold_ttl_minutes: 5 }
    const brief = t.world.process({ options })
    await aHold(brief, later.resource_id, [day(12)])
    await published(t.call)
    expect(await announce()).toBe(0)
    expect(await published(t.call)).toEqual([])
  })
})

describe("no event is lost (R52)", () => {
  it("is published by another process when its own died after the commit", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const dying = processAt(t.world.url, {})
    const { hold } = await aHold(dying, id, [day(10)])
    await dying.db.close()
    const events = await published(t.world.process())
    expect(events).toMatchObject([
      { name: EVENTS.holdCreated, data: { id: hold.id } },
    ])
    expect(await published(t.call)).toEqual([])
  })

  it("comes again when the process died after the bus had taken it", async () => {
    const { id } = await aQuietHold()
    await releaseHold(t.call, id, admin)
    const dying = processAt(t.world.url, {})
    const first: PublishedEvent[] = []
    const died = publishEvents(dying, async (events) => {
      first.push(...events)
      await dying.db.close()
    })
    await expect(died).rejects.toMatchObject({ code: "busy" })
    expect(first).toHaveLength(1)
    expect(await published(t.call)).toEqual([])
    await leasesRunOut(t.world)
    expect(await published(t.call)).toEqual(first)
    expect(await published(t.call)).toEqual([])
  })

  it("stays in the outbox while the bus throws", async () => {
    const { id } = await aQuietHold()
    await releaseHold(t.call, id, admin)
    for (const message of ["the bus is away", "still away"]) {
      const failing = publishEvents(t.call, async () => {
        throw new Error(message)
      })
      await expect(failing).rejects.toThrow(message)
      await leasesRunOut(t.world)
    }
    expect(await published(t.call)).toMatchObject([
      { name: EVENTS.holdReleased, data: { id } },
    ])
  })

  it("keeps no other waiting when the bus refuses it alone", async () => {
    const [before, refused, after] = [
      await aQuietHold(),
      await aQuietHold(),
      await aQuietHold(),
    ]
    for (const { id } of [before, refused, after]) {
      await releaseHold(t.call, id, admin)
    }
    const told: unknown[] = []
    const publish = () =>
      publishEvents(t.call, async (events) => {
        if (events.some(({ data }) => data.id === refused.id)) {
          throw new Error("an event of a kind that the bus can't take")
        }
        told.push(...events.map(({ data }) => data.id))
      })
    await expect(publish()).rejects.toThrow("can't take")
    expect(told).toEqual([before.id, after.id])
    const next = await aHoldBeside()
    await leasesRunOut(t.world)
    await expect(publish()).rejects.toThrow("can't take")
    expect(told).toEqual([before.id, after.id, next])
    await leasesRunOut(t.world)
    expect(await published(t.call)).toMatchObject([
      { name: EVENTS.holdReleased, data: { id: refused.id } },
    ])
  })

  /** A new hold, its event in the outbox; what was there stays there. */
  async function aHoldBeside(): Promise<string> {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    return (await aHold(t.call, id, [day(10)])).hold.id
  }

  it("says how many it has published, in the log's order", async () => {
    await t.world.sql(
      `insert into booking_outbox (event_name, event_data)
        select $1, jsonb_build_object('n', n)
        from generate_series(1, 1203) n`,
      [EVENTS.capacityDepleted]
    )
    const told: unknown[] = []
    const sizes: number[] = []
    const count = await publishEvents(t.call, async (events) => {
      sizes.push(events.length)
      told.push(...events.map((event) => event.data.n))
    })
    expect(count).toBe(1203)
    expect(sizes).toEqual([500, 500, 203])
    expect(told).toEqual(Array.from({ length: 1203 }, (_, i) => i + 1))
    expect(await publishEvents(t.call, fails)).toBe(0)
  })

  it("is published once by two publishers at once", async () => {
    const { id } = await aResource(t.call, { default_capacity: 99 })
    await Promise.all(
      Array.from({ length: 40 }, () => aHold(t.call, id, [day(10)]))
    )
    const told: string[] = []
    // The first keeps its batch until the second has looked.
    let looked = () => {}
    const second = new Promise<void>((resolve) => (looked = resolve))
    const slow = publishEvents(t.world.process(), async (events) => {
      told.push(...events.map((event) => event.data.operation_id))
      void publishEvents(t.world.process(), async (others) => {
        told.push(...others.map((event) => event.data.operation_id))
      }).then(looked)
      await second
    })
    expect(await slow).toBe(40)
    expect(told).toHaveLength(40)
    expect(new Set(told).size).toBe(40)
  })
})

async function fails(): Promise<void> {
  throw new Error("there was nothing to publish")
}
