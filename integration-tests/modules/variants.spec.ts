import {
  linkVariant,
  planLine,
  retrieveVariant,
  updateVariant,
} from "../engine"
import {
  aGroup,
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const aVariant = () => uniqueId("variant")
const WEEK = [1, 2, 3, 4, 5, 6, 7].map((n) => `2027-03-0${n}`)

describe("what a variant's price is for (R20, R27)", () => {
  it("is each date, where nothing is set", async () => {
    const id = aVariant()
    expect(await retrieveVariant(t.call, id)).toEqual({
      ...{ id, price_mode: "per_date" },
    })
  })

  it("is set by staff, and logged; the same again is no change", async () => {
    const id = aVariant()
    const once = { id, price_mode: "per_booking" } as const
    const set = () => updateVariant(t.call, id, { price_mode: "per_booking" })
    expect(await set()).toEqual(once)
    const logged = await lastEntries(t.world, 1)
    expect(logged).toEqual([
      {
        operation: "variant.updated",
        resource_id: null,
        actor_type: "user",
        actor_id: "user_test",
        before: { variant_id: id, price_mode: "per_date" },
        after: { variant_id: id, price_mode: "per_booking" },
        reason: null,
        event_name: null,
      },
    ])
    expect(await set()).toEqual(once)
    expect(await updateVariant(t.call, id, {})).toEqual(once)
    expect(await retrieveVariant(t.call, id)).toEqual(once)
    expect(await lastEntries(t.world, 1)).toEqual(logged)
  })

  it("is each change once in the log, however many come at the same time", async () => {
    const id = aVariant()
    await Promise.all(
      [1, 2, 3, 4].map(() =>
        updateVariant(t.call, id, { price_mode: "per_booking" })
      )
    )
    const rows = await t.world.sql(
      `select count(*)::int as n from booking_operation
       where operation = 'variant.updated' and after ->> 'variant_id' = $1`,
      [id]
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  it.each([
    [aVariant(), "free", "The price_mode must be per_date or per_booking."],
    ["", "per_date", "This is not a valid variant id."],
    ["\0", "per_date", "This is not a valid variant id."],
    ["x".repeat(256), "per_date", "This is not a valid variant id."],
  ])("can't be, for %p, %p", async (id, mode, message) => {
    const price_mode = mode as "per_date"
    const change = updateVariant(t.call, id, { price_mode })
    expect(await refusalOf(change)).toMatchObject({
      ...{ code: "invalid_data", message },
    })
  })

  it("decides how often the price is in a line, of a bundle too", async () => {
    const id = aVariant()
    const { id: resource_id } = await aResource(t.call, { span: "day" })
    const { id: group_id } = await aGroup(t.call)
    await aResource(t.call, { span: "day", group_id })
    await linkVariant(t.call, id, { resource_id })
    await linkVariant(t.call, id, { group_id })
    const plan = () => planLine(t.call, id, [{ resource_id, dates: WEEK }])
    expect(await plan()).toMatchObject({
      ...{ price_mode: "per_date", charged_dates: 7 },
    })
    await updateVariant(t.call, id, { price_mode: "per_booking" })
    expect(await plan()).toMatchObject({
      ...{ price_mode: "per_booking", charged_dates: 1 },
    })
  })
})
