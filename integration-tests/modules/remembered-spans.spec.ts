import type {
  HoldItemInput,
  Span,
} from "../../src/modules/resource_booking/types"
import {
  type Call,
  createBlackout,
  createResource,
  placeHold,
  updateResource,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, uniqueId } from "../helpers/world"

/**
 * A process remembers what an end date means, of resources and groups, and
 * another process changes it. What is remembered may say yes to trying, and
 * never no: a right stay is accepted at the first attempt.
 */
let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

/** Another server, which remembers a span since it was asked for a stay. */
async function aServerThatKnows(...items: Named[]): Promise<Call> {
  const server = { ...t.world.process(), actor: t.call.actor }
  for (const item of items) {
    // It is refused, which leaves nothing behind.
    const stay = { start_date: day(-9), end_date: day(-3) }
    await refusalOf(place(server, { ...item, ...stay }))
  }
  return server
}

type Named = { resource_id: string } | { group_id: string }

const place = (call: Call, ...items: HoldItemInput[]) =>
  placeHold(call, { items, idempotency_key: uniqueId("key") })

const datesHeld = async (call: Call, item: HoldItemInput) => {
  const { hold } = await place(call, item)
  return hold.items.map(({ dates }) => dates)
}

async function changeSpan(resource_id: string, span: Span): Promise<void> {
  await updateResource(t.call, resource_id, { span })
}

const stay = (from: number, to: number) => ({
  start_date: day(from),
  end_date: day(to),
})

describe("a resource of days becomes one of nights", () => {
  let resource_id: string
  let elsewhere: Call

  beforeEach(async () => {
    resource_id = (await aResource(t.call, { span: "day" })).id
    elsewhere = await aServerThatKnows({ resource_id })
  })

  it("is held where the check-out's date has a blackout", async () => {
    await changeSpan(resource_id, "night")
    await createBlackout(t.call, {
      ...{ resource_id, start_date: day(12), end_date: day(12) },
      reason: "Painting",
    })
    const item = { resource_id, ...stay(10, 12) }
    expect(await datesHeld(elsewhere, item)).toEqual([[day(10), day(11)]])
  })

  it("is held where the check-out's date is sold out", async () => {
    await changeSpan(resource_id, "night")
    await aHold(t.call, resource_id, [day(12)])
    const item = { resource_id, ...stay(10, 12) }
    expect(await datesHeld(elsewhere, item)).toEqual([[day(10), day(11)]])
  })

  it("is held for as many nights as its rules allow", async () => {
    await updateResource(t.call, resource_id, { span: "night", max_stay: 2 })
    const item = { resource_id, ...stay(10, 12) }
    expect(await datesHeld(elsewhere, item)).toEqual([[day(10), day(11)]])
  })

  it("is held up to the last date that its owner may have", async () => {
    await changeSpan(resource_id, "night")
    const limited = t.world.process({
      options: { limits: { resource_dates: 2 } },
    })
    const server = { ...limited, db: elsewhere.db, actor: t.call.actor }
    const { hold } = await placeHold(server, {
      items: [{ resource_id, ...stay(10, 12) }],
      customer_id: uniqueId("cus"),
      idempotency_key: uniqueId("key"),
    })
    expect(hold.items[0]?.dates).toEqual([day(10), day(11)])
  })

  it("is refused for what is wrong by nights", async () => {
    await changeSpan(resource_id, "night")
    await aHold(t.call, resource_id, [day(11), day(12)])
    const refusal = await refusalOf(
      place(elsewhere, { resource_id, ...stay(10, 12) })
    )
    expect(refusal).toMatchObject({
      code: "sold_out",
      details: { dates: [day(11)] },
    })
  })

  it("is refused as a stay of no night", async () => {
    await changeSpan(resource_id, "night")
    const item = { resource_id, ...stay(10, 10) }
    expect(await refusalOf(place(elsewhere, item))).toMatchObject({
      code: "invalid_range",
    })
  })
})

it("holds one day of a resource that was one of nights", async () => {
  const { id: resource_id } = await aResource(t.call, { span: "night" })
  const elsewhere = await aServerThatKnows({ resource_id })
  await changeSpan(resource_id, "day")
  const item = { resource_id, ...stay(10, 10) }
  expect(await datesHeld(elsewhere, item)).toEqual([[day(10)]])
})

it("holds the longest stay of days of a resource that was one of nights", async () => {
  const { id: resource_id } = await aResource(t.call, { span: "night" })
  const other = await aResource(t.call, { span: "night" })
  const elsewhere = await aServerThatKnows(
    { resource_id },
    { resource_id: other.id }
  )
  await changeSpan(resource_id, "day")
  const items = [
    { resource_id: other.id, ...stay(10, 11) },
    { resource_id, ...stay(10, 10) },
  ]
  const { hold } = await place(elsewhere, ...items)
  expect(hold.items.map(({ dates }) => dates)).toEqual([[day(10)], [day(10)]])
})

describe("a group", () => {
  it("is held for one day once it has its first member, of days", async () => {
    const { id: group_id } = await aGroup(t.call)
    const elsewhere = await aServerThatKnows({ group_id })
    const { id } = await aResource(t.call, { group_id, span: "day" })
    const { hold } = await place(elsewhere, { group_id, ...stay(10, 10) })
    expect(hold.items).toMatchObject([{ resource_id: id, dates: [day(10)] }])
  })

  it("is held with its last day once it has its first member, of days", async () => {
    const { id: group_id } = await aGroup(t.call)
    const elsewhere = await aServerThatKnows({ group_id })
    await aResource(t.call, { group_id, span: "day" })
    const item = { group_id, ...stay(10, 11) }
    expect(await datesHeld(elsewhere, item)).toEqual([[day(10), day(11)]])
  })

  it("is held where check-out's date has a blackout, once it has nights", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id, span: "day" })
    const elsewhere = await aServerThatKnows({ group_id })
    await changeSpan(id, "night")
    await createBlackout(t.call, {
      ...{ group_id, start_date: day(12), end_date: day(12) },
      reason: "Painting",
    })
    const item = { group_id, ...stay(10, 12) }
    expect(await datesHeld(elsewhere, item)).toEqual([[day(10), day(11)]])
  })

  it("is held where check-out's date is sold out, once it has nights", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id, span: "day" })
    const elsewhere = await aServerThatKnows({ group_id })
    await changeSpan(id, "night")
    await aHold(t.call, id, [day(12)])
    const item = { group_id, ...stay(10, 12) }
    expect(await datesHeld(elsewhere, item)).toEqual([[day(10), day(11)]])
  })

  it("is held by a member's name, too, whatever else is asked for", async () => {
    const { id: group_id } = await aGroup(t.call)
    const elsewhere = await aServerThatKnows({ group_id })
    const boat = await createResource(t.call, {
      ...{ name: "Boat", type: "equipment", timezone: "UTC" },
      ...{ group_id, span: "day", default_capacity: 2 },
    })
    const { hold } = await place(
      elsewhere,
      { group_id, ...stay(10, 10) },
      { resource_id: boat.id, ...stay(10, 10) }
    )
    expect(hold.items.map(({ dates }) => dates)).toEqual([[day(10)], [day(10)]])
  })
})

it("of a refused request, a server's next one is not refused either", async () => {
  const { id: resource_id } = await aResource(t.call, { span: "night" })
  const elsewhere = await aServerThatKnows({ resource_id })
  await changeSpan(resource_id, "day")
  const one = (n: number) => place(elsewhere, { resource_id, ...stay(n, n) })
  const held = await Promise.all([20, 21, 22, 23].map(one))
  expect(held.map(({ hold }) => hold.items[0]?.dates)).toEqual(
    [20, 21, 22, 23].map((n) => [day(n)])
  )
})
