import type {
  CreateResource,
  ResourceDTO,
} from "../../src/modules/resource_booking/types"
import {
  addDays,
  createBlackout,
  datesOf,
  decideNewHold,
  freezeResource,
  groupCandidates,
  listResources,
  readDates,
  searchGroups,
  searchResources,
  setCapacity,
  startOfDate,
  stayRange,
  weekday,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  aSale,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, makeOverdue } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

/** What a search for a stay finds of one type: units by name. */
async function found(
  type: string,
  from: number,
  to: number,
  quantity = 1
): Promise<Record<string, number>> {
  const page = await searchResources(t.call, {
    type,
    start_date: day(from),
    end_date: day(to),
    quantity,
  })
  expect(page.count).toBe(page.rows.length)
  const units = page.rows.map((r) => [r.name, r.available_quantity])
  return Object.fromEntries(units)
}

describe("searchResources (R4, R40)", () => {
  it("gives the units of the scarcest date of the stay", async () => {
    const type = "scarce"
    const { id } = await aResource(t.call, { type, default_capacity: 5 })
    await aHold(t.call, id, [day(11)], 2)
    await aSale(t.call, id, [day(12)], 4)
    expect(await found(type, 10, 10)).toEqual({ Kayak: 5 })
    expect(await found(type, 10, 11)).toEqual({ Kayak: 3 })
    expect(await found(type, 10, 13)).toEqual({ Kayak: 1 })
    expect(await found(type, 10, 13, 2)).toEqual({})
    expect(await found(type, 11, 11, 3)).toEqual({ Kayak: 3 })
  })

  it("takes the end as check-out for nights, as last day for days", async () => {
    const type = "spans"
    const room = await aResource(t.call, { type, name: "Room", span: "night" })
    const boat = await aResource(t.call, { type, name: "Boat", span: "day" })
    await aHold(t.call, room.id, [day(12)])
    await aHold(t.call, boat.id, [day(12)])
    expect(await found(type, 10, 12)).toEqual({ Room: 1 })
    expect(await found(type, 10, 11)).toEqual({ Room: 1, Boat: 1 })
    expect(await found(type, 10, 10)).toEqual({ Boat: 1 })
  })

  it("knows dates without a row from those without a capacity", async () => {
    const type = "rows"
    const none = { type, default_capacity: null }
    const { id } = await aResource(t.call, { ...none, name: "Set" })
    await aResource(t.call, { ...none, name: "Unset" })
    const range = { start_date: day(10), end_date: day(11) }
    await setCapacity(t.call, id, { ...range, max_capacity: 2 })
    expect(await found(type, 10, 11)).toEqual({ Set: 2 })
    expect(await found(type, 10, 12)).toEqual({})
  })

  it("does not count a hold that is over (R12)", async () => {
    const type = "overdue"
    const { id } = await aResource(t.call, { type })
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    expect(await found(type, 10, 12)).toEqual({})
    await makeOverdue(t.world, [hold.id])
    expect(await found(type, 10, 12)).toEqual({ Kayak: 1 })
  })

  it("keeps the rules at their boundaries (R5)", async () => {
    const type = "rules"
    const named = (name: string, rules: Partial<CreateResource>) =>
      aResource(t.call, { type, name, ...rules })
    await named("min 2", { min_stay: 2 })
    await named("max 2", { max_stay: 2 })
    await named("30 days", { horizon_days: 30 })
    await named("two days ahead", { lead_time_hours: 48 })
    await named("off", { is_active: false })
    const names = async (from: number, to: number) =>
      Object.keys(await found(type, from, to))
    expect(await names(10, 10)).toEqual(["30 days", "max 2", "two days ahead"])
    expect(await names(29, 30)).toEqual([
      "30 days",
      "max 2",
      "min 2",
      "two days ahead",
    ])
    expect(await names(29, 31)).toEqual(["min 2", "two days ahead"])
    expect(await names(1, 2)).toEqual(["30 days", "max 2", "min 2"])
    expect(await names(-1, 2)).toEqual([])
  })

  it.each([
    ["America/Havana", "11-01"],
    ["Atlantic/Azores", "10-25"],
  ])(
    "ends a lead time at the first of two midnights, in %s (R5)",
    async (timezone, earliest) => {
      // Next year's Sunday on which the clocks go back: a day of 25 hours.
      const year = Number(day(0).slice(0, 4)) + 1
      const first = `${year}-${earliest}`
      const date = addDays(first, 7 - weekday(first))
      const start = startOfDate(timezone, date)
      const end = startOfDate(timezone, addDays(date, 1))
      expect(end - start).toBe(25 * 3_600_000)
      const type = `two midnights in ${timezone}`
      const hours = (start - Date.now()) / 3_600_000
      const named = (name: string, lead_time_hours: number) =>
        aResource(t.call, { type, timezone, name, lead_time_hours })
      await named("Too soon", Math.ceil(hours))
      await named("In time", Math.floor(hours))
      const stay = { type, start_date: date, end_date: date }
      const { rows } = await searchResources(t.call, stay)
      expect(rows.map((row) => row.name)).toEqual(["In time"])
    }
  )

  it("leaves out what is closed on any date of the stay (R30, R31)", async () => {
    const type = "closed"
    const { id: group_id } = await aGroup(t.call)
    const one = await aResource(t.call, { type, name: "One" })
    await aResource(t.call, { type, name: "Member", group_id })
    const cold = await aResource(t.call, { type, name: "Cold" })
    await freezeResource(t.call, cold.id, { reason: "cleaning", until: day(9) })
    const closed = { start_date: day(12), end_date: day(13), reason: "works" }
    await createBlackout(t.call, { ...closed, resource_id: one.id })
    await createBlackout(t.call, { ...closed, group_id })
    expect(Object.keys(await found(type, 10, 11))).toHaveLength(3)
    expect(await found(type, 10, 12)).toEqual({ Cold: 1 })
    expect(await found(type, 13, 14)).toEqual({ Cold: 1 })
    expect(Object.keys(await found(type, 14, 14))).toHaveLength(3)
    expect(Object.keys(await found(type, 9, 9))).toEqual(["Member", "One"])
  })

  it("finds nothing while everything is closed", async () => {
    const type = "all-closed"
    await aResource(t.call, { type })
    await createBlackout(t.call, {
      all: true,
      start_date: day(300),
      end_date: day(300),
      reason: "holiday",
    })
    expect(await found(type, 299, 301)).toEqual({})
    expect(await found(type, 301, 301)).toEqual({ Kayak: 1 })
  })

  it("answers as a list does: filters, order, pages", async () => {
    const type = "paged"
    for (const name of ["A", "B", "C"]) {
      await aResource(t.call, { type, name })
    }
    const stay = { start_date: day(10), end_date: day(11) }
    const query = { ...stay, type, order: "-name", limit: 2 }
    const page = await searchResources(t.call, query)
    expect([page.count, page.rows.map((r) => r.name)]).toEqual([3, ["C", "B"]])
    const rest = await searchResources(t.call, { ...query, offset: 2 })
    const listed = await listResources(t.call, { type, q: "a", limit: 1 })
    expect(rest).toEqual({
      ...{ count: 3, count_is_capped: false, next: null },
      rows: [{ ...listed.rows[0], available_quantity: 1 }],
    })
  })

  it.each([
    [{ start_date: day(11), end_date: day(10) }, "invalid_range"],
    [{ start_date: "x", end_date: day(10) }, "invalid_range"],
    [{ start_date: day(0), end_date: day(366) }, "invalid_range"],
    [{ start_date: day(0), end_date: day(1), quantity: 0 }, "invalid_data"],
    [{ start_date: day(0), end_date: day(1), order: "x" }, "invalid_data"],
  ])("refuses %j", async (query, code) => {
    const refusals = [
      await refusalOf(searchResources(t.call, query)),
      await refusalOf(searchGroups(t.call, query)),
    ]
    expect(refusals.map((r) => r.code)).toEqual([code, code])
  })
})

describe("searchGroups (R40)", () => {
  it("sums, over members, the units that are free for the whole stay", async () => {
    const { id: group_id } = await aGroup(t.call, { type: "sum" })
    const a = await aResource(t.call, { group_id, default_capacity: 2 })
    const b = await aResource(t.call, { group_id, default_capacity: 1 })
    await aHold(t.call, a.id, [day(10)])
    await aHold(t.call, b.id, [day(11)])
    const units = async (from: number, to: number, quantity: number) => {
      const page = await searchGroups(t.call, {
        type: "sum",
        start_date: day(from),
        end_date: day(to),
        quantity,
      })
      return page.rows.map((g) => [g.resource_count, g.available_quantity])
    }
    // One unit each night, but of the second one on no resource for both.
    expect(await units(10, 11, 1)).toEqual([[2, 1]])
    expect(await units(10, 11, 2)).toEqual([])
    expect(await units(12, 13, 3)).toEqual([[2, 3]])
  })

  it("leaves out groups without a free member", async () => {
    await aGroup(t.call, { type: "empty" })
    const page = await searchGroups(t.call, {
      type: "empty",
      start_date: day(10),
      end_date: day(11),
    })
    expect(page).toMatchObject({ count: 0, rows: [] })
  })
})

/** A catalog of all sorts, the same in every run. */
async function anyCatalog(type: string, random: () => number) {
  const { id: group_id } = await aGroup(t.call, { type })
  const pick = <T>(...of: T[]): T => of[Math.floor(random() * of.length)] as T
  const resources: ResourceDTO[] = []
  for (let i = 0; i < 30; i++) {
    const resource = await aResource(t.call, {
      type,
      name: `R${i}`,
      group_id: pick(group_id, null),
      default_capacity: pick(null, 0, 1, 2, 3),
      timezone: pick("UTC", "Pacific/Kiritimati", "America/Los_Angeles"),
      min_stay: pick(null, null, 2),
      max_stay: pick(null, null, 3),
      lead_time_hours: pick(0, 0, 24, 100),
      horizon_days: pick(null, null, 8),
      is_active: pick(true, true, true, false),
    })
    resources.push(resource)
  }
  for (let i = 0; i < 60; i++) {
    const from = Math.floor(random() * 14)
    const range = { start_date: day(from), end_date: day(from + pick(0, 1, 3)) }
    const { id } = pick(...resources)
    const works = { ...range, reason: "works" }
    await pick<() => Promise<unknown>>(
      () => setCapacity(t.call, id, { ...range, max_capacity: pick(0, 1, 4) }),
      () => aHold(t.call, id, [day(from), day(from + 1)], pick(1, 2)),
      () => aSale(t.call, id, [day(from)]),
      async () => {
        const { hold } = await aHold(t.call, id, [day(from), day(from + 1)])
        await makeOverdue(t.world, [hold.id])
      },
      () =>
        random() < 0.4
          ? createBlackout(t.call, { ...works, resource_id: id })
          : Promise.resolve()
    )().catch(() => undefined)
  }
  return { group_id, resources }
}

/** The generator of Lehmer. */
function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

describe("a search and a hold", () => {
  it.each([11, 22])("agree on every stay (seed %i)", async (seed) => {
    const type = `any-${seed}`
    const { resources } = await anyCatalog(type, seeded(seed))
    let finds = 0
    for (let from = -1; from < 14; from++) {
      for (const length of [1, 3]) {
        const [start, end] = [day(from), addDays(day(from), length - 1)]
        const dates = datesOf(stayRange("day", start, end))
        const wanted = resources.map(({ id }) => ({ resource_id: id, dates }))
        const snapshot = await readDates(t.call.db, wanted)
        for (const quantity of [1, 2]) {
          const expected = resources
            .filter(
              ({ id: resource_id }) =>
                decideNewHold(snapshot, [{ resource_id, dates, quantity }]).ok
            )
            .map((r) => r.name)
          const units = await found(type, from, from + length - 1, quantity)
          expect(Object.keys(units).sort()).toEqual(expected.sort())
          finds += expected.length
        }
      }
    }
    expect(finds).toBeGreaterThan(50)
  })
})

type Candidate = {
  resource_id: string
  lock_number: number
  free: number[]
  gap_before: number
  gap_after: number
}

const candidates = (group_id: string, dates: string[], most = 100) =>
  t.call.db.query<Candidate>(
    groupCandidates({ group_id, dates, rules: "overridden" }, [], most)
  )

describe("groupCandidates (R2)", () => {
  async function member(input: Partial<CreateResource> = {}) {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id, ...input })
    return { group_id, id }
  }

  it("counts the free dates on either side, up to 60", async () => {
    const { group_id, id } = await member()
    const dates = [day(100), day(101)]
    expect(await candidates(group_id, dates)).toEqual([
      {
        resource_id: id,
        lock_number: expect.any(Number),
        free: [1, 1],
        gap_before: 60,
        gap_after: 60,
      },
    ])
    await aHold(t.call, id, [day(99)])
    await aHold(t.call, id, [day(105)])
    const [near] = await candidates(group_id, dates)
    expect(near).toMatchObject({ gap_before: 0, gap_after: 3 })
  })

  it("doesn't count the past", async () => {
    const { group_id } = await member()
    const [first] = await candidates(group_id, [day(3)])
    expect(first).toMatchObject({ gap_before: 3, gap_after: 60 })
    const [today] = await candidates(group_id, [day(0)])
    expect(today?.gap_before).toBe(0)
  })

  it("ends a gap at a blackout and at a date that is not offered", async () => {
    const { group_id, id } = await member({ default_capacity: null })
    await setCapacity(t.call, id, {
      start_date: day(95),
      end_date: day(110),
      max_capacity: 1,
    })
    const [open] = await candidates(group_id, [day(100)])
    expect(open).toMatchObject({ gap_before: 5, gap_after: 10 })
    await createBlackout(t.call, {
      group_id,
      start_date: day(96),
      end_date: day(97),
      reason: "works",
    })
    const [closed] = await candidates(group_id, [day(100)])
    expect(closed).toMatchObject({ gap_before: 2, gap_after: 10 })
  })

  it("takes single dates with gaps between them", async () => {
    const { group_id, id } = await member({ default_capacity: 2 })
    await aHold(t.call, id, [day(101)], 2)
    await aHold(t.call, id, [day(102)], 1)
    const [candidate] = await candidates(group_id, [day(100), day(102)])
    expect(candidate?.free).toEqual([2, 1])
  })

  it("leaves out who is short, closed, off sale or deleted", async () => {
    const { group_id, id } = await member()
    const off = await aResource(t.call, { group_id, is_active: false })
    const cold = await aResource(t.call, { group_id })
    await freezeResource(t.call, cold.id, { reason: "maintenance" })
    await aHold(t.call, id, [day(100)])
    expect(await candidates(group_id, [day(100)])).toEqual([])
    const ids = (await candidates(group_id, [day(101)])).map(
      (c) => c.resource_id
    )
    expect(ids).toEqual([id])
    expect(ids).not.toContain(off.id)
  })

  it("agrees with what a walk over the dates finds", async () => {
    const type = "candidates"
    const { group_id, resources } = await anyCatalog(type, seeded(7))
    const members = resources.filter((r) => r.group_id === group_id)
    const walk = Array.from({ length: 140 }, (_, i) => day(i - 62))
    const wanted = members.map(({ id }) => ({ resource_id: id, dates: walk }))
    const snapshot = await readDates(t.call.db, wanted)
    // Staff choose whatever a resource's rules say.
    snapshot.resources = snapshot.resources.map((r) => ({
      ...r,
      ...{ lead_time_hours: 0, horizon_days: null },
      ...{ min_stay: null, max_stay: null },
    }))
    const free = new Set(
      snapshot.dates
        .filter((facts) => {
          const { resource_id, date } = facts
          const demand = { resource_id, dates: [date], quantity: 1 }
          return decideNewHold({ ...snapshot, dates: [facts] }, [demand]).ok
        })
        .map(({ resource_id, date }) => `${resource_id} ${date}`)
    )
    const isFree = (id: string, date: string) => free.has(`${id} ${date}`)
    for (let from = 2; from < 14; from++) {
      const dates = [day(from), day(from + 1)]
      const rows = await candidates(group_id, dates)
      const expected = members
        .filter(({ id }) => dates.every((date) => isFree(id, date)))
        .map(({ id }) => {
          const count = (step: number, start: number) => {
            let n = 0
            while (n < 60 && isFree(id, day(start + n * step))) {
              n++
            }
            return n
          }
          const gap_before = count(-1, from - 1)
          return [id, gap_before, count(1, from + 2)]
        })
      const gaps = rows.map((c) => [c.resource_id, c.gap_before, c.gap_after])
      expect(gaps.sort()).toEqual(expected.sort())
    }
  })
})
