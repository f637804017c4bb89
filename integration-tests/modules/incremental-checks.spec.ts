import { Client } from "@medusajs/framework/pg"

import type { Finding, Scope } from "../../src/modules/resource_booking/types"
import {
  allSlices,
  auditCounters,
  auditRecords,
  type CheckPlan,
  inspect,
  keepProgress,
  planChecks,
  planFullChecks,
  runReconciliation,
  updateResource,
} from "../engine"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  type TestContext,
} from "../helpers/context"
import { day, eventually, WITHOUT_CLAIM_GUARDS } from "../helpers/world"

/**
 * What the checks look at by the clock: here in slices of two rows, so that most
 * of the store is old, and out of the run's sight.
 */
const TINY = { holds: 2, dates: 2, resources: 1 }

let t: TestContext
let old: { resource: string; hold: string; item: string }[]
beforeEach(async () => {
  t = await createContext()
  await t.world.sql(WITHOUT_CLAIM_GUARDS)
  old = []
  for (let n = 0; n < 6; n++) {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    await aSale(t.call, id, [day(10)])
    const item = hold.items[0]?.id as string
    old.push({ resource: id, hold: hold.id, item })
  }
  await eventually(nothingIsNew, "all that was written to count as checked")
})
afterEach(() => t.world.close())

/** What the module's own checks find: the subjects, each once. */
async function found(scopes: Scope[]): Promise<string[]> {
  const { violations } = await auditCounters(t.call, scopes)
  const records = await auditRecords(t.call, scopes)
  const lost = await inspect(t.call, "lost_claims", scopes)
  const stray = await inspect(t.call, "stray_claims", scopes)
  const subjects = [
    ...[...violations, ...records].map(({ subject }) => subject),
    ...[...lost.rows, ...stray.rows].map(({ claimant_id }) => claimant_id),
  ]
  return [...new Set(subjects)].sort()
}

/** A run by the clock that remembers how far it has come, as its report does. */
async function aRun(): Promise<string[]> {
  const plan = await planChecks(t.call, TINY)
  const subjects = await found(plan.scopes)
  const details = subjects.map((subject): Finding => ({
    ...{ check: "invariants", subject, action: "flagged", message: "" },
  }))
  const run = { trigger: "schedule", dry_run: false } as const
  await runReconciliation(t.call, run, () =>
    Promise.resolve({ checked: 0, details })
  )
  await keepProgress(t.call, plan.progress)
  return subjects
}

/**
 * After two runs: the second knows that nothing is late. But while anybody's
 * transaction is open, in whatever database of the server, something may be.
 */
async function nothingIsNew(): Promise<boolean> {
  await aRun()
  const { scopes } = await planChecks(t.call, TINY)
  return scopes.every(({ kind }) => kind !== "some")
}

const deleteClaims = (claimant: string) =>
  t.world.sql("delete from booking_claim where claimant_id = $1", [claimant])

const isChanged = ({ scopes }: CheckPlan, hold: string) =>
  scopes.some((scope) => scope.kind === "some" && scope.holds.includes(hold))

/** No more than it takes to pass 12 holds, 12 dates and 6 resources. */
const RUNS_OF_A_ROUND = 7

describe("a run by the clock", () => {
  it("finds at once what is wrong with what has changed", async () => {
    const { hold } = await aHold(t.call, old[0]?.resource as string, [day(20)])
    const item = hold.items[0]?.id as string
    await deleteClaims(item)
    expect(await aRun()).toEqual([item])
  })

  it("finds at once what is wrong with a resource that has changed", async () => {
    const id = old[3]?.resource as string
    await updateResource(t.call, id, { name: "Other" })
    await t.world.sql(
      "update booking_resource set timezone = 'Asia/Tokyo' where id = $1",
      [id]
    )
    expect(await aRun()).toEqual([id])
  })

  it.each([0, 5])(
    "finds what is wrong with old rows in its turn, and a full one at once (%s)",
    async (n) => {
      const { item, resource } = old[n] as (typeof old)[number]
      await deleteClaims(item)
      await t.world.sql(`
        insert into booking_claim (resource_id, date, claimant_id, quantity, state)
        values ('${resource}', '${day(11)}', 'x_${n}', 1, 'held')`)
      const all = [item, `x_${n}`].sort()
      expect(await found(await planFullChecks(t.call))).toEqual(all)
      expect(await found(await allSlices(t.call, TINY))).toEqual(all)
      const seen = new Set<string>()
      for (let run = 0; run < RUNS_OF_A_ROUND; run++) {
        ;(await aRun()).forEach((subject) => seen.add(subject))
      }
      expect([...seen].sort()).toEqual(all)
    }
  )

  it("does not look at what is old and not its turn, as a control", async () => {
    const runs = await Promise.all(
      old.map(async ({ item }) => {
        await deleteClaims(item)
        return item
      })
    )
    const first = await aRun()
    expect(first.length).toBeLessThan(runs.length)
  })

  it("finds again what it has found, until it is put right", async () => {
    const { item, resource } = old[2] as (typeof old)[number]
    await deleteClaims(item)
    const first: string[][] = []
    for (let run = 0; run < RUNS_OF_A_ROUND; run++) {
      first.push(await aRun())
    }
    const began = first.findIndex((one) => one.length > 0)
    expect(first.slice(began)).toEqual(
      Array.from({ length: RUNS_OF_A_ROUND - began }, () => [item])
    )
    await t.world.sql(`
      insert into booking_claim (resource_id, date, claimant_id, quantity, state)
      select '${resource}', d, '${item}', 1, 'held'
      from unnest(array['${day(10)}', '${day(11)}']::date[]) as d`)
    expect(await aRun()).toEqual([])
  })

  it("has nothing changed to look at when nothing has", async () => {
    const { scopes } = await planChecks(t.call, TINY)
    expect(scopes.map(({ kind }) => kind)).toEqual(["slice"])
  })
})

describe("an entry of the log that commits late", () => {
  let late: Client
  beforeEach(async () => {
    late = new Client({ connectionString: t.world.url })
    await late.connect()
  })
  afterEach(() => late.end())

  it("is looked at, though later ones were looked at before", async () => {
    const { hold, resource } = old[4] as (typeof old)[number]
    await late.query("begin")
    const { rows } = await late.query<{ seq: string }>(
      `insert into booking_operation (operation, hold_id, actor_type)
        values ('hold.extended', $1, 'customer') returning seq`,
      [hold]
    )
    await aHold(t.call, resource, [day(30)])
    for (let run = 0; run < 3; run++) {
      await aRun()
    }
    const before = await planChecks(t.call, TINY)
    // What a watermark of the last entry seen would have left behind.
    expect(before.progress.changes.seen_to).toBeGreaterThan(
      Number(rows[0]?.seq)
    )
    expect(isChanged(before, hold)).toBe(false)
    await late.query("commit")
    expect(isChanged(await planChecks(t.call, TINY), hold)).toBe(true)
    await eventually(nothingIsNew, "the late entry to count as checked")
  })
})

describe("a database that was restored", () => {
  it("goes on, though its transactions have lower numbers", async () => {
    await t.world.sql(`
      update booking_check_progress
      set position = position || '{"seen_before": "999999999999"}'
      where name = 'changes'`)
    const { progress } = await planChecks(t.call, TINY)
    const { checked_to, seen_to } = progress.changes
    expect(checked_to).toBe(seen_to)
  })
})
