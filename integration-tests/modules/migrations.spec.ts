import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"

import { createContext, type TestContext } from "../helpers/context"
import { runMigrations } from "../helpers/migrations"
import { aScene } from "../helpers/scene"

const ROOT = resolve(__dirname, "../..")

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const migrate = (way: "up" | "down") =>
  runMigrations(way, (sql) => t.world.sql(sql))

/** All that the module has made, as the database describes it. */
const SCHEMA = `
  select 'relation' as kind, relname::text as name,
    concat_ws(' ', relkind, reloptions, pg_get_expr(relpartbound, oid)) as what
  from pg_class where relname like 'booking\\_%'
  union all
  select 'column', table_name || '.' || column_name,
    concat_ws(' ', data_type, is_nullable, column_default)
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
  union all
  select 'statistics', stxname, pg_get_statisticsobjdef(oid)
  from pg_statistic_ext where stxname like 'booking\\_%'
  order by 1, 2, 3`

const schema = () => t.world.sql(SCHEMA)

describe("the migration", () => {
  it("is all that Medusa's runner takes for one", async () => {
    const run = await t.world.sql("select name from mikro_orm_migrations")
    expect(run).toEqual([{ name: "Migration20261128000000" }])
  })

  it("goes down with all that was written, leaves nothing, and comes up as it was, each time", async () => {
    const made = await schema()
    expect(made.length).toBeGreaterThan(400)
    for (const time of ["once", "twice"]) {
      await aScene(t.world, t.call)
      await migrate("down")
      expect({ time, left: await schema() }).toEqual({ time, left: [] })
      await migrate("up")
      expect(await schema()).toEqual(made)
    }
  })
})

describe("tables of a version before 0.1.0", () => {
  it("are not upgraded, which the migration says", async () => {
    const made = await schema()
    await expect(migrate("up")).rejects.toThrow(
      "The booking tables in this database are of a version before 0.1.0"
    )
    expect(await schema()).toEqual(made)
  })

  it("are dropped as the guide says, and made anew", async () => {
    const made = await schema()
    await aScene(t.world, t.call)
    const guide = readFileSync(join(ROOT, "docs/guides/upgrading.md"), "utf8")
    await t.world.sql(/```sql\n([\s\S]*?)```/.exec(guide)?.[1] as string)
    expect(await schema()).toEqual([])
    await migrate("up")
    expect(await schema()).toEqual(made)
  })
})

describe("the demo", () => {
  const script = (path: string) =>
    pathToFileURL(join(ROOT, "scripts", path)).href

  /** What a program says on the module's database: the scripts are ES modules. */
  async function said(program: string, env = {}): Promise<unknown> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", program, t.world.url],
      { env: { PATH: process.env.PATH, ...env } }
    )
    return JSON.parse(stdout)
  }

  /** What it would do to the database, or why it does nothing. */
  const answer = (env = {}) =>
    said(
      `import { stepsToDo } from "${script("setup/database-steps.mjs")}"
      const answer = await stepsToDo(process.argv[1])
        .then((steps) => steps.map(({ name }) => name), (e) => e.message)
      console.log(JSON.stringify(answer))`,
      env
    )

  /** Notes which migrations made the tables, as the demo does. */
  const tablesAreOf = (version: unknown) =>
    t.world.sql(
      `insert into resource_booking_setup.step (name, version)
      values ('migrate', 'some'), ('schema', $1)
      on conflict (name) do update set version = excluded.version`,
      [version]
    )

  it("begins with the tables where it has done nothing yet", async () => {
    expect(await answer()).toEqual(["migrate", "seed", "admin"])
  })

  it("says of tables of an earlier version what to do", async () => {
    await tablesAreOf("an earlier version")
    const says =
      "can't be upgraded before 0.1.0. Start with an empty database: "
    expect(await answer()).toContain(`${says}delete the folder `)
    const name = new URL(t.world.url).pathname.slice(1)
    expect(await answer({ DATABASE_URL: t.world.url })).toContain(
      `${says}drop the database ${name}, or name another one`
    )
  })

  it("goes on with tables of the present version", async () => {
    const present = await said(
      `import { fingerprint } from "${script("lib/fingerprint.mjs")}"
      const version = fingerprint(["src/modules/resource_booking/migrations"])
      console.log(JSON.stringify(version))`
    )
    await tablesAreOf(present)
    expect(await answer()).toEqual(["migrate", "seed", "admin"])
  })
})
