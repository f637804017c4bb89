import {
  isBookingRefusal,
  placeHold,
  readAvailability,
  readCalendar,
  reportUtilization,
  type ResourceBookingOptions,
  searchGroups,
  searchResources,
} from "../engine"
import {
  aGroup,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { longestPause } from "../helpers/pauses"
import { day, uniqueId } from "../helpers/world"

const MEMBERS = 1_000
const YEAR = 366
/** Longer than this, nobody else may wait for one request's computing. */
const PAUSE_MS = 50

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

/** A group of a thousand, written directly. */
async function bigGroup(horizon: number | null = null): Promise<string> {
  const { id } = await aGroup(t.call)
  await t.world.sql(
    `insert into booking_resource (id, handle, name, type, span, timezone,
      default_capacity, group_id, horizon_days)
    select $1 || '_' || n, $1 || '_' || n, 'Room ' || n, $1, 'night', 'UTC',
      1, $1, $2
    from generate_series(1, $3::int) as n`,
    [id, horizon, MEMBERS]
  )
  return id
}

const nights = (from: number, n: number) => ({
  start_date: day(from),
  end_date: day(from + n),
})

const hold = (item: object) =>
  placeHold(t.call, { items: [item], idempotency_key: uniqueId("key") })

describe("one request that names a thousand members and a year", () => {
  let far: string
  let open: string
  beforeAll(async () => {
    far = await bigGroup(30)
    open = await bigGroup()
  })

  it("is told what speaks against it, beyond the horizon", async () => {
    const refusal = await refusalOf(
      hold({ group_id: far, ...nights(40, YEAR) })
    )
    expect(refusal).toMatchObject({ code: "too_far" })
    expect(refusal.details.dates).toHaveLength(YEAR)
  })

  it("is told at once how much may be asked for", async () => {
    const year = nights(2, YEAR)
    const stay = { group_id: open, ...year }
    expect(await refusalOf(readAvailability(t.call, stay))).toMatchObject({
      ...{ code: "invalid_range", details: { max_dates: 36 } },
      message: "At most 36 dates of this group can be requested at a time.",
    })
    const calendar = { ...year, end_date: day(YEAR), limit: 500 }
    expect(await refusalOf(readCalendar(t.call, calendar))).toMatchObject({
      ...{ code: "invalid_range", details: { max_limit: 100 } },
      message:
        "At most 100 resources can be requested at a time for this many dates.",
    })
  })

  it("has its hold, and is found", async () => {
    const year = nights(2, YEAR - 1)
    const { hold: placed } = await hold({ group_id: open, ...year })
    expect(placed.items[0]?.dates).toHaveLength(YEAR - 1)
    const found = { group_id: open, ...year, limit: 1 }
    expect(await searchResources(t.call, found)).toMatchObject({
      count: MEMBERS - 1,
    })
  })

  it("would be seen to keep others waiting: a loop does", async () => {
    const pause = await longestPause(async () => {
      const until = performance.now() + 8 * PAUSE_MS
      await Promise.resolve()
      while (performance.now() < until) {
        // Computes.
      }
    })
    expect(pause).toBeGreaterThan(PAUSE_MS)
  })

  const year = nights(2, YEAR - 1)
  const days = { start_date: day(2), end_date: day(YEAR) }
  it.each<[string, () => Promise<unknown>]>([
    [
      "a hold that is refused",
      () => hold({ group_id: far, ...nights(40, YEAR) }),
    ],
    ["a hold", () => hold({ group_id: open, ...nights(2, YEAR) })],
    [
      "a hold of a thousand units",
      () => hold({ group_id: open, ...year, quantity: 1_000 }),
    ],
    [
      "an availability",
      () => readAvailability(t.call, { group_id: open, ...nights(2, 36) }),
    ],
    ["a search", () => searchResources(t.call, { ...year, limit: 100 })],
    ["a search of groups", () => searchGroups(t.call, year)],
    ["a calendar", () => readCalendar(t.call, { ...days, limit: 100 })],
    [
      "a report",
      () =>
        reportUtilization(t.call, {
          ...{ start_date: day(1), end_date: day(20), group_id: open },
        }),
    ],
  ])("keeps nobody waiting: %s", async (_, work) => {
    const pause = await longestPause(() => work().catch(ifRefused))
    expect(pause).toBeLessThan(PAUSE_MS)
  })
})

function ifRefused(error: unknown): void {
  if (!isBookingRefusal(error)) {
    throw error
  }
}

describe("one address that wants the whole house", () => {
  const ROOMS = 6

  /** How many of the rooms it gets for a year, one after the other. */
  async function hoard(
    limits: ResourceBookingOptions["limits"],
    owner: () => object
  ): Promise<number> {
    const call = t.world.process({ options: { limits } })
    const dates = Array.from({ length: YEAR }, (_, n) => day(10 + n))
    let taken = 0
    for (let n = 0; n < ROOMS; n++) {
      const { id } = await aResource(t.call, { name: `Room ${n}` })
      const wanted = {
        items: [{ resource_id: id, dates }],
        idempotency_key: uniqueId("key"),
        address: `2001:db8:0:1::${n}`,
        ...owner(),
      }
      taken += await placeHold(call, wanted).then(
        () => 1,
        () => 0
      )
    }
    return taken
  }

  it.each<[string, () => object]>([
    ["without a cart", () => ({})],
    ["with a cart for each", () => ({ cart_id: uniqueId("cart") })],
  ])("gets 1,500 resource-dates, %s", async (_, owner) => {
    expect(await hoard({}, owner)).toBe(4)
    // The control.
    expect(await hoard("off", owner)).toBe(ROOMS)
    await t.world.sql(
      "update booking_hold set address = null where status = 'active'"
    )
  })
})
