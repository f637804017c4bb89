import type { Violation } from "../../src/modules/resource_booking/types"
import { keepLog, listOperations, placeHold, releaseHold } from "../engine"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  type TestContext,
} from "../helpers/context"
import { aScene } from "../helpers/scene"
import { day, pastTheTriggers, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const keep = (log_retention_months = 24) =>
  keepLog(t.world.process({ options: { log_retention_months } }))

/** The tables of the log's months, by their first days. */
async function months(): Promise<string[]> {
  const rows = await t.world.sql<{ month: string }>(
    `select substr(c.relname, 27) as month
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'booking_operation_traffic'::regclass
        and c.relname <> 'booking_operation_traffic_beside' order by 1`
  )
  return rows.map(({ month }) => `${month.replace("_", "-")}-01`)
}

/** Counted from this one. */
async function month(n: number): Promise<string> {
  const [row] = await t.world.sql<{ first: string }>(
    `select (date_trunc('month', clock_timestamp() at time zone 'UTC')
        + $1::int * interval '1 month')::date as first`,
    [n]
  )
  return row?.first as string
}

const monthsFrom = (first: number, last: number) =>
  Promise.all(
    Array.from({ length: last - first + 1 }, (_, n) => month(first + n))
  )

/** Which table has an operation's entries. */
async function partsOf(operation: string): Promise<string[]> {
  const rows = await t.world.sql<{ part: string }>(
    `select distinct tableoid::regclass::text as part from booking_operation
      where operation = $1`,
    [operation]
  )
  return rows.map(({ part }) => part)
}

/** All that was done so far was done on a date of long ago. */
async function longAgo(date: string): Promise<void> {
  await t.world.sql(
    pastTheTriggers(`
      update booking_operation set created_at = '${date}';
      update booking_hold set created_at = '${date}',
        ended_at = case when ended_at is not null then '${date}'::date end;
      update booking_allocation set created_at = '${date}',
        arrived_at = case when arrived_at is not null then '${date}'::date end,
        departed_at = case when departed_at is not null then '${date}'::date end,
        no_show_at = case when no_show_at is not null then '${date}'::date end,
        canceled_at = case when canceled_at is not null then '${date}'::date end;
      update booking_occupancy set checked_in_at = '${date}';
      update booking_housekeeping_task set updated_at = '${date}'`)
  )
}

const aRoom = async () => (await aResource(t.call)).id

const subjects = (violations: Violation[]) =>
  violations.map(({ subject }) => subject)

describe("the log's parts", () => {
  it("are the current month and two ahead from the start, and one beside", async () => {
    expect(await months()).toEqual(await monthsFrom(0, 2))
    expect(await keep()).toEqual({ made: [], dropped: [] })
  })

  it("keep what staff do forever, and what holds do by the month", async () => {
    await aScene(t.world, t.call)
    const [first = ""] = await monthsFrom(0, 0)
    const now = `booking_operation_traffic_${first.slice(0, 7).replace("-", "_")}`
    for (const operation of [
      "resource.created",
      "resource.deleted",
      "group.created",
      "variant.linked",
      "blackout.created",
      "blackout.lifted",
      "conflict.raised",
    ]) {
      expect(await partsOf(operation)).toEqual(["booking_operation_catalog"])
    }
    for (const operation of [
      "hold.placed",
      "hold.confirmed",
      "allocation.created",
      "allocation.canceled",
      "occupancy.checked_in",
      "task.opened",
      "capacity.depleted",
    ]) {
      expect(await partsOf(operation)).toEqual([now])
    }
  })

  it("are one log to who reads it: unique numbers, in the order of the changes", async () => {
    const { rows, count } = await listOperations(t.call, { limit: 100 })
    const numbers = rows.map(({ id }) => Number(id.slice(4)))
    expect(count).toBe(rows.length)
    expect(new Set(numbers).size).toBe(rows.length)
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a))
    expect(
      new Set(rows.map(({ operation }) => operation.split(".")[0])).size
    ).toBeGreaterThan(6)
  })
})

describe("the months to come", () => {
  const drop = async (n: number) =>
    t.world.sql("select booking_drop_log_month($1)", [await month(n)])

  it("are made before they begin, by one of two processes at once", async () => {
    await drop(1)
    await drop(2)
    await t.world.sql("update booking_log_kept set since = '-infinity'")
    const runs = await Promise.all([keep(), keep()])
    expect(runs.flatMap(({ made }) => made)).toEqual(await monthsFrom(1, 2))
    expect(await months()).toEqual(await monthsFrom(0, 2))
  })

  it("are no condition: without them, entries go beside, and stay there", async () => {
    const at = `${(await month(4)).slice(0, 7)}-15`
    await t.world.sql(
      `insert into booking_operation (operation, actor_type, created_at)
        values ('hold.placed', 'system', $1)`,
      [at]
    )
    expect(await keep()).toEqual({ made: [], dropped: [] })
    expect(
      await t.world.sql(
        `select tableoid::regclass::text as part from booking_operation
          where created_at = $1`,
        [at]
      )
    ).toEqual([{ part: "booking_operation_traffic_beside" }])
  })
})

describe("months that are older than the store keeps", () => {
  let expected: Violation[]

  it("are dropped, and the audit compares nothing with them", async () => {
    await t.world.sql("select booking_make_log_month('2020-01-01')")
    await releaseHold(
      t.call,
      (await aHold(t.call, await aRoom(), [day(90)])).hold.id,
      { admin: true }
    )
    await longAgo("2020-01-15")
    const { length: catalog } = await t.world.sql(
      "select from booking_operation where kind = 'catalog'"
    )
    expect(await keep()).toEqual({ made: [], dropped: ["2020-01-01"] })
    expect(await months()).toEqual(await monthsFrom(0, 2))
    expect(await t.world.audit()).toEqual([])
    expect(await t.world.sql("select from booking_operation")).toHaveLength(
      catalog
    )
  })

  it("would be missed, if the audit compared with them", async () => {
    await t.world.sql(
      `create table kept_before as select since from booking_log_kept;
       update booking_log_kept set since = '-infinity'`
    )
    expected = await t.world.audit()
    expect(new Set(expected.map(({ description }) => description))).toEqual(
      new Set([
        "a hold or allocation and its log disagree",
        "an allocation was canceled or moved, but the log says otherwise",
        "the guest in a resource is not the one who was checked in",
        "a stay ended differently than the log says",
        "a housekeeping task differs from the log",
      ])
    )
    await t.world.sql(
      `update booking_log_kept set since = (select since from kept_before);
       drop table kept_before`
    )
    expect(await t.world.audit()).toEqual([])
  })

  it("hide no damage of the months since", async () => {
    const room = await aRoom()
    const sold = await aSale(t.call, room, [day(50)])
    const { hold } = await aHold(t.call, room, [day(51)])
    await t.world.sql(
      pastTheTriggers(
        `delete from booking_operation
          where hold_id in ('${sold.hold_id}', '${hold.id}')`
      )
    )
    const found = subjects(await t.world.audit())
    expect(found).toContain(sold.hold_id)
    expect(found).toContain(hold.id)
    expect(found).toHaveLength(3)
    await longAgo("2020-01-15")
    expect(await t.world.audit()).toEqual([])
  })

  it("go with what was beside, when all of that is old enough", async () => {
    await t.world.sql(`update booking_log_kept set since = '-infinity'`)
    await t.world.sql(
      pastTheTriggers("delete from booking_operation_traffic_beside")
    )
    await t.world.sql(
      `insert into booking_operation (operation, actor_type, created_at)
        values ('hold.placed', 'system', '2019-03-07')`
    )
    await keep()
    expect(
      await t.world.sql(
        `select (select count(*) from booking_operation_traffic_beside) as n,
          since = '2019-04-01 00:00:00+00' as since from booking_log_kept`
      )
    ).toEqual([{ n: 0, since: true }])
    await t.world.sql("update booking_log_kept set since = '2020-02-01'")
  })

  it("don't keep a buyer waiting while somebody reads the log", async () => {
    await t.world.sql("select booking_make_log_month('2020-01-01')")
    const reader = await t.world.process().db.connect()
    const say = (text: string) => reader.send([{ text }], 1_000)
    await say("begin; select from booking_operation limit 1")
    const dropping = keep()
    const buyer = await placeHold(t.call, {
      items: [{ resource_id: await aRoom(), dates: [day(60)] }],
      idempotency_key: uniqueId("key"),
    })
    expect(buyer.hold.status).toBe("active")
    await expect(dropping).rejects.toMatchObject({ code: "busy" })
    await say("rollback")
    reader.release()
    expect(await keep()).toEqual({ made: [], dropped: ["2020-01-01"] })
    // What this test has dropped was empty.
    await t.world.sql("update booking_log_kept set since = '2020-02-01'")
  })
})
