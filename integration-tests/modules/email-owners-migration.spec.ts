import { Migration20261127150000 as EmailOwners } from "../../src/modules/resource_booking/migrations/Migration20261127150000"
import { placeHold } from "../../src/modules/resource_booking/operations/place-hold"
import { aResource, createContext, type TestContext } from "../helpers/context"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

async function migrate(way: "up" | "down"): Promise<void> {
  const migration = new EmailOwners({} as never, {} as never)
  migration[way]()
  for (const query of migration.getQueries()) {
    await t.world.sql(query as string)
  }
}

const owners = () =>
  t.world.sql(
    `select h.owner, b.deadline = h.deadline as has_basket
      from booking_hold h left join booking_basket b on b.owner = h.owner
      order by h.created_at`
  )

describe("the migration that takes e-mails from owners (R17)", () => {
  it("frees the holds of an e-mail, and no others, and can be taken back", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const items = [{ resource_id: id, dates: [day(10)] }]
    const place = (more: object) =>
      placeHold(t.call, {
        ...{ items, idempotency_key: uniqueId("key"), ...more },
      })
    await place({ email: "Ann@example.com" })
    await place({ email: "ann@example.com", cart_id: "cart_ann" })
    const now = [
      { owner: null, has_basket: null },
      { owner: "cart:cart_ann", has_basket: true },
    ]
    expect(await owners()).toEqual(now)
    await migrate("down")
    expect(await owners()).toEqual([
      { owner: "email:ann@example.com", has_basket: true },
      { owner: "cart:cart_ann", has_basket: true },
    ])
    await migrate("up")
    expect(await owners()).toEqual(now)
    const left = "select owner from booking_basket where owner like 'email:%'"
    expect(await t.world.sql(left)).toEqual([])
  })
})
