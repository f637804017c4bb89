import { planLine } from "../../src/modules/resource_booking/operations/plan-line"
import { placeHold } from "../../src/modules/resource_booking/operations/place-hold"
import { readAvailability } from "../../src/modules/resource_booking/operations/read-availability"
import { readBoard } from "../../src/modules/resource_booking/operations/read-board"
import { readCalendar } from "../../src/modules/resource_booking/operations/read-calendar"
import { reportUtilisation } from "../../src/modules/resource_booking/operations/reports"
import { searchGroups } from "../../src/modules/resource_booking/operations/search-groups"
import { searchResources } from "../../src/modules/resource_booking/operations/search-resources"
import { aGroup, createContext, type TestContext } from "../helpers/context"
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

/** Rooms, written directly; each may be booked for the coming `horizon` days. */
async function bigGroup(
  horizon: number | null = null,
  capacity = 1
): Promise<string> {
  const { id } = await aGroup(t.call)
  await t.world.sql(
    `insert into booking_resource (id, handle, name, type, span, timezone,
      default_capacity, group_id, horizon_days)
    select $1 || '_' || n, $1 || '_' || n, 'Room ' || n, $1, 'night', 'UTC',
      $3, $1, $2
    from generate_series(1, $4::int) as n`,
    [id, horizon, capacity, MEMBERS]
  )
  return id
}

/** All is sold, each room on dates of its own. */
const hold = (item: object) =>
  placeHold(t.call, {
    items: [item],
    idempotency_key: uniqueId("key"),
  }).catch(({ code }: { code: string }) => code)

const stay = (from: number, nights = YEAR) => ({
  start_date: day(from),
  end_date: day(from + nights),
})

describe("one request of a thousand members and a year", () => {
  it.only("probe", async () => {
    const short = await bigGroup(30)
    const wide = await bigGroup()
    const varied = await bigGroup(null, 10)
    for (let k = 0; k < 10; k++) {
      await t.world.sql(
        `insert into booking_capacity (resource_id, date, max_capacity)
        select r.id, $2::date + n, 5 + (n % 4) from booking_resource r
        cross join generate_series(0, 370) n
        where r.group_id = $1 and r.id like '%' || $3`,
        [varied, day(0), k]
      )
    }
    const report: Record<string, unknown> = {}
    const probe = async (name: string, work: () => Promise<unknown>) => {
      let out: unknown
      const t0 = performance.now()
      const p = await longestPause(async () => {
        out = await work().catch(
          (e: Error & { code?: string }) => e.code ?? e.message
        )
        return out
      })
      report[name] = [
        Math.round(p),
        Math.round((performance.now() - t0) / 3),
        typeof out === "string" ? out : "ok",
      ]
    }
    await probe("hold far", () => hold({ group_id: short, ...stay(40) }))
    await probe("hold free", () => hold({ group_id: wide, ...stay(2) }))
    await probe("hold varied", () => hold({ group_id: varied, ...stay(2) }))
    await probe("hold 1001", () =>
      hold({ group_id: wide, quantity: 1000, ...stay(2) })
    )
    await probe("availability", () =>
      readAvailability(t.call, { group_id: wide, ...stay(2) })
    )
    await probe("availability 36", () =>
      readAvailability(t.call, { group_id: wide, ...stay(2, 36) })
    )
    await probe("search", () =>
      searchResources(t.call, { group_id: wide, limit: 100, ...stay(2) })
    )
    await probe("searchGroups", () => searchGroups(t.call, { ...stay(2) }))
    await probe("calendar 500", () =>
      readCalendar(t.call, {
        group_id: varied,
        limit: 500,
        start_date: day(0),
        end_date: day(365),
      })
    )
    await probe("calendar 500 month", () =>
      readCalendar(t.call, {
        group_id: varied,
        limit: 500,
        start_date: day(0),
        end_date: day(61),
      })
    )
    await probe("board 500", () =>
      readBoard(t.call, { group_id: varied, limit: 500 })
    )
    await probe("report month", () =>
      reportUtilisation(t.call, {
        group_id: varied,
        start_date: day(0),
        end_date: day(98),
        group_by: "day",
      })
    )
    await probe("plan", () =>
      planLine(t.call, "variant", [{ group_id: wide, ...stay(2) }])
    )
    console.log(JSON.stringify(report, null, 1))
    expect(PAUSE_MS).toBe(50)
  })
})
