import { Migration20261121160000 as FrontDesk } from "../../src/modules/resource_booking/migrations/Migration20261121160000"
import { Migration20261121170000 as EndedStays } from "../../src/modules/resource_booking/migrations/Migration20261121170000"
import { setHousekeeping } from "../../src/modules/resource_booking/operations/set-housekeeping"
import { aResource, createContext, type TestContext } from "../helpers/context"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const MIGRATIONS = [FrontDesk, EndedStays]

async function migrate(
  way: "up" | "down",
  migrations = MIGRATIONS
): Promise<void> {
  const order = way === "up" ? migrations : [...migrations].reverse()
  for (const Migration of order) {
    const migration = new Migration({} as never, {} as never)
    migration[way]()
    for (const query of migration.getQueries() as string[]) {
      await t.world.sql(query)
    }
  }
}

describe("the front desk's migrations", () => {
  it("can't be taken back while something is out of order, and can afterwards", async () => {
    const { id } = await aResource(t.call)
    await setHousekeeping(t.call, id, { status: "out_of_order" })
    const refused = "booking_blackout_kind_check"
    await expect(migrate("down")).rejects.toThrow(refused)
    await migrate("up", [EndedStays]) // What it had got to was taken back.
    await setHousekeeping(t.call, id, { status: "clean" })
    await migrate("down")
    await migrate("up")
    expect(
      (await setHousekeeping(t.call, id, { status: "maintenance" })).blackout
    ).toMatchObject({ kind: "out_of_order" })
  })
})
