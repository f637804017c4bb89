import { readdirSync } from "node:fs"
import { join } from "node:path"
import type { Migration } from "@medusajs/framework/mikro-orm/migrations"
import { publishEvents } from "../../src/modules/resource_booking/operations/publish-events"
import { createContext, type TestContext } from "../helpers/context"
import { aScene } from "../helpers/scene"

const FOLDER = join(__dirname, "../../src/modules/resource_booking/migrations")
const NAMES = readdirSync(FOLDER)
  .filter((file) => /^Migration\d+\.ts$/.test(file))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort()

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})

type Way = "up" | "down"
type Made = Record<string, new (...args: never[]) => Migration>

async function migrate(name: string, way: Way): Promise<void> {
  const made = (await import(join(FOLDER, name))) as Made
  const migration = new (made[name] as Made[string])({} as never, {} as never)
  await migration[way]()
  for (const query of migration.getQueries()) {
    await t.world.sql(query as string)
  }
}

/** All that the module's migrations have made, as the database describes it. */
const SCHEMA = `
  select 'column' as kind, table_name || '.' || column_name as name,
    concat_ws(' ', data_type, is_nullable, column_default) as what
  from information_schema.columns where table_name like 'booking\\_%'
  union all
  select 'constraint', conrelid::regclass || ' ' || conname,
    pg_get_constraintdef(oid)
  from pg_constraint where conrelid::regclass::text like 'booking\\_%'
  union all
  select 'index', indexname, indexdef from pg_indexes
  where tablename like 'booking\\_%'
  union all
  select 'trigger', tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid)
  from pg_trigger
  where not tgisinternal and tgrelid::regclass::text like 'booking\\_%'
  union all
  select 'function', proname, pg_get_functiondef(oid) from pg_proc
  where proname like 'booking\\_%'
  order by 1, 2, 3`

/** The log, with the events that wait. */
const logAndEvents = () =>
  t.world.sql(
    `select o.seq, operation, hold_id, actor_type, before, after, o.created_at,
        event_name, event_data, occurred_at
      from booking_operation o left join booking_outbox e on e.seq = o.seq
      order by o.seq`
  )

it("take the log and the events along, down and up again", async () => {
  await aScene(t.world, t.call)
  await publishEvents(t.call, () => Promise.resolve())
  await aScene(t.world, t.call)
  const before = await logAndEvents()
  const since = NAMES.filter((name) => name >= "Migration20261128030000")
  for (const name of [...since].reverse()) {
    await migrate(name, "down")
  }
  const waiting = await t.world.sql(
    "select from booking_operation where event_name is not null"
  )
  for (const name of since) {
    await migrate(name, "up")
  }
  expect(await logAndEvents()).toEqual(before)
  expect(waiting).toHaveLength(
    before.filter((one) => one.event_name !== null).length
  )
  expect(await t.world.audit()).toEqual([])
  const [next] = await t.world.sql<{ seq: number }>(
    "select nextval('booking_operation_seq') as seq"
  )
  expect(next?.seq).toBe((before.at(-1)?.seq as number) + 1)
})

it("go down, leave nothing, and come up as they were", async () => {
  const before = await t.world.sql(SCHEMA)
  expect(before.length).toBeGreaterThan(200)
  for (const name of [...NAMES].reverse()) {
    await migrate(name, "down")
  }
  expect(await t.world.sql(SCHEMA)).toEqual([])
  for (const name of NAMES) {
    await migrate(name, "up")
  }
  expect(await t.world.sql(SCHEMA)).toEqual(before)
  await t.close()
})
