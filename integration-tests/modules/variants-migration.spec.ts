import { Migration20261127110000 as PriceOfVariants } from "../../src/modules/resource_booking/migrations/Migration20261127110000"
import { linkVariant } from "../../src/modules/resource_booking/operations/link-variant"
import { retrieveVariant } from "../../src/modules/resource_booking/operations/update-variant"
import {
  aGroup,
  aResource,
  createContext,
  type TestContext,
} from "../helpers/context"
import { uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const aVariant = () => uniqueId("variant")

describe("the migration that gives variants their price mode", () => {
  async function migrate(way: "up" | "down"): Promise<void> {
    const migration = new PriceOfVariants({} as never, {} as never)
    migration[way]()
    for (const query of migration.getQueries()) {
      await t.world.sql(query as string)
    }
  }

  it("takes it over where all that the variant sells was charged once", async () => {
    const once = (await aResource(t.call)).id
    const dated = (await aResource(t.call)).id
    const mixed = (await aGroup(t.call)).id
    const all = (await aGroup(t.call)).id
    const members = [
      await aResource(t.call, { group_id: mixed }),
      await aResource(t.call, { group_id: all }),
    ].map(({ id }) => id)
    await aResource(t.call, { group_id: mixed })
    const empty = (await aGroup(t.call)).id
    const sells = {
      once: [{ resource_id: once }],
      dated: [{ resource_id: dated }],
      bundle: [{ resource_id: once }, { resource_id: dated }],
      mixed: [{ group_id: mixed }],
      all: [{ group_id: all }, { resource_id: once }],
      empty: [{ group_id: empty }],
    }
    const ids = new Map<string, string>()
    for (const [name, things] of Object.entries(sells)) {
      ids.set(name, aVariant())
      for (const thing of things) {
        await linkVariant(t.call, ids.get(name) as string, thing)
      }
    }
    await migrate("down")
    await t.world.sql(
      `update booking_resource set price_mode = 'per_booking'
       where id = any ($1::text[])`,
      [[once, ...members]]
    )
    await migrate("up")
    const modes: Record<string, string> = {}
    for (const [name, id] of ids) {
      modes[name] = (await retrieveVariant(t.call, id)).price_mode
    }
    expect(modes).toEqual({
      ...{ once: "per_booking", all: "per_booking" },
      ...{ dated: "per_date", bundle: "per_date" },
      ...{ mixed: "per_date", empty: "per_date" },
    })
  })
})
