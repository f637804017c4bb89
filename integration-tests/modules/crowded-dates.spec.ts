import {
  type Call,
  cancelAllocation,
  confirmHold,
  expireHolds,
  extendHold,
  moveAllocation,
  releaseHold,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  type TestContext,
} from "../helpers/context"
import { ADMIN, day, makeOverdue, uniqueId } from "../helpers/world"

const [CROWDED, LONELY, OTHER] = [day(30), day(31), day(32)]
const OTHERS = 300
/** Claims that one step reads, whatever else is sold on its date. */
const FEW = 25

let t: TestContext
let one: Call
let resource: string
beforeAll(async () => {
  t = await createContext()
  // On one connection: who has read what is told when its transaction ends.
  one = { ...t.world.process({ connections: 1 }), actor: ADMIN }
  resource = (await aResource(t.call, { default_capacity: 10_000 })).id
  const places = Array.from({ length: OTHERS }, () =>
    aHold(t.call, resource, [CROWDED])
  )
  await Promise.all(places)
})
afterAll(() => t.close())

const held = async (date: string) =>
  (await aHold(one, resource, [date])).hold.id
const sold = async (date: string) => {
  const hold_id = await held(date)
  const order_id = uniqueId("order")
  const { allocations } = await confirmHold(one, { hold_id, order_id })
  return allocations[0]?.id as string
}

/** What is done to a date, and what has to be there for it. */
const STEPS: Record<string, (date: string) => Promise<() => Promise<unknown>>> =
  {
    placing: async (date) => () => held(date),
    "placing where a hold has ended": async (date) => {
      await makeOverdue(t.world, [await held(date)])
      return () => held(date)
    },
    confirming: async (date) => {
      const hold_id = await held(date)
      return () => confirmHold(one, { hold_id, order_id: uniqueId("order") })
    },
    extending: async (date) => {
      const id = await held(date)
      return () => extendHold(one, id, { admin: true })
    },
    releasing: async (date) => {
      const id = await held(date)
      return () => releaseHold(one, id, { admin: true })
    },
    expiring: async (date) => {
      const id = await held(date)
      await makeOverdue(t.world, [id])
      return () => expireHolds(one)
    },
    canceling: async (date) => {
      const id = await sold(date)
      return () => cancelAllocation(one, id, {})
    },
    moving: async (date) => {
      const id = await sold(date)
      const to = { start_date: OTHER, end_date: OTHER, reason: "A storm." }
      return () => moveAllocation(one, id, to)
    },
  }

/** Claims that have been read by now, by whichever index. */
async function claimsRead(): Promise<number> {
  await one.db.query({ text: "select pg_stat_force_next_flush()" })
  await t.world.sql("select pg_stat_clear_snapshot()")
  const [row] = await t.world.sql<{ read: number }>(
    `select (select sum(idx_tup_read) from pg_stat_user_indexes
        where relname = 'booking_claim')::int
      + (select seq_tup_read from pg_stat_user_tables
        where relname = 'booking_claim')::int as read`
  )
  return row?.read ?? 0
}

async function claimsReadBy(step: () => Promise<unknown>): Promise<number> {
  const before = await claimsRead()
  await step()
  return (await claimsRead()) - before
}

// Right after a rush began, nothing is known of the tables' sizes yet, and all
// plans look equally good to the planner.
it.each(Object.keys(STEPS))(
  `%s reads its own claims, and not the ${OTHERS} others of its date`,
  async (name) => {
    const make = STEPS[name] as (typeof STEPS)[string]
    const [lonely, crowded] = [await make(LONELY), await make(CROWDED)]
    expect(await claimsReadBy(lonely)).toBeLessThan(FEW)
    expect(await claimsReadBy(crowded)).toBeLessThan(FEW)
  }
)
