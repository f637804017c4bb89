import { Client } from "@medusajs/framework/pg"

import type { HoldAnswer } from "../../src/modules/resource_booking/types"
import {
  type Call,
  datesKeys,
  everything,
  group,
  lockBaskets,
  type LockKey,
  ownerOf,
  placeHold,
  resource,
  type Statement,
  takeLocks,
  transact,
} from "../engine"
import {
  aGroup,
  aResource,
  createContext,
  type TestContext,
} from "../helpers/context"
import { runMigrations } from "../helpers/migrations"
import { processAt } from "../helpers/process"
import { day, endedOrWaiting, uniqueId } from "../helpers/world"

const LIMITED = { limits: {} }

/** Two stores in one database, each in a schema of its own. */
let t: TestContext
let other: Call
beforeAll(async () => {
  t = await createContext()
  await migrateInto(t.world.url, "other")
  other = processAt(t.world.url, { options: LIMITED, schema: "other" })
})
afterAll(async () => {
  await other.db.close()
  await t.close()
})

async function migrateInto(url: string, schema: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create schema ${schema}`)
  await client.query(`set search_path to ${schema}`)
  await runMigrations("up", async (sql) => (await client.query(sql)).rows)
  await client.end()
}

type Wish = { resource_id: string } | { group_id: string }

/** A day of a resource, or of a group's, for a customer. */
const placed = (call: Call, what: Wish, customer_id: string) =>
  placeHold(call, {
    items: [{ ...what, dates: [day(10)] }],
    ...{ idempotency_key: uniqueId("key"), customer_id },
  })

describe("stores in one database", () => {
  let same: Call
  let ours: { resource: string; group: string }
  let theirs: { resource: string; group: string }

  async function open(call: Call) {
    const { id: group_id } = await aGroup(call)
    const { id } = await aResource(call, { default_capacity: 100, group_id })
    return { resource: id, group: group_id }
  }
  const numberOf = async (call: Call, table: string) => {
    const text = `select lock_number from ${table}`
    const [row] = await call.db.query<{ lock_number: number }>({ text })
    return row?.lock_number as number
  }

  beforeAll(async () => {
    same = { ...t.world.process({ options: LIMITED }), actor: other.actor }
    ours = await open(same)
    theirs = await open(other)
  })

  /** While locks are held in our store, who asks there waits, and nobody else. */
  async function comparedWith(
    locks: Statement[],
    ourWish: Wish,
    theirWish: Wish,
    customer = uniqueId("cus")
  ): Promise<void> {
    let own: Promise<HoldAnswer> | undefined
    let isDone = false
    await transact(t.world.process().db, async (tx) => {
      await tx.all(locks)
      const { hold } = await placed(other, theirWish, customer)
      expect(hold.status).toBe("active")
      own = placed(same, ourWish, customer)
      own.then(
        () => (isDone = true),
        () => undefined
      )
      await endedOrWaiting(t.world, own)
      expect(isDone).toBe(false)
    })
    expect((await own)?.hold.status).toBe("active")
  }

  it.each([
    ["everything", "resource", () => everything(false)],
    ["a resource", "resource", (number: number) => resource(number, false)],
    ["a date", "resource", (number: number) => dateOf(number)],
    ["a group", "group", (number: number) => group(number)],
  ] as const)(
    "don't wait for who locks %s in another, as they do in their own",
    async (_, kind, key) => {
      const table = `booking_resource${kind === "group" ? "_group" : ""}`
      const number = await numberOf(same, table)
      // Each store counts for itself.
      expect(await numberOf(other, table)).toBe(number)
      const wish = (of: typeof ours) =>
        kind === "group" ? { group_id: of.group } : { resource_id: of.resource }
      const locks = [takeLocks([key(number)])]
      await comparedWith(locks, wish(ours), wish(theirs))
    }
  )

  it("don't wait for a customer of the same id in another, as they do in their own", async () => {
    const owner = ownerOf({ customer_id: "cus_1" }) as string
    await comparedWith(
      lockBaskets([owner], true),
      { resource_id: ours.resource },
      { resource_id: theirs.resource },
      "cus_1"
    )
  })
})

const dateOf = (number: number): LockKey =>
  datesKeys([{ lock_number: number, dates: [day(10)] }]).at(-1) as LockKey
