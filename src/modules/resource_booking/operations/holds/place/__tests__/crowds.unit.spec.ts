import type { Database, Queryable } from "../../../../sql/database"
import type { Identity } from "../../../../sql/identities"
import { datesKeys } from "../../../../sql/locks"
import { identify } from "../../../shared/identities"
import { endCrowd, isCrowded, noteCrowd } from "../crowds"

const ROOM: Identity = {
  ...{ id: "bres_1", kind: "resource", lock_number: 7, span: "night" },
}
const FLOOR: Identity = { ...ROOM, id: "bgrp_1", kind: "group" }

/** A database in a process that knows the room and its group. */
async function aDatabase(): Promise<Database> {
  const db = { shared: {} } as Database
  const on: Queryable = {
    query: <T>() => Promise.resolve([ROOM, FLOOR] as T[]),
  }
  await identify(db, on, [ROOM.id, FLOOR.id])
  return db
}

const keysOf = (...dates: string[]) =>
  datesKeys([{ lock_number: ROOM.lock_number, dates }])
const night = (start_date: string, end_date: string) => [
  { resource_id: ROOM.id, start_date, end_date },
]

describe("a crowd", () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }))
  afterEach(() => jest.useRealTimers())

  it("is of the nights that a stay has, not of its check-out", async () => {
    const db = await aDatabase()
    noteCrowd(db, keysOf("2027-01-10"))
    expect(isCrowded(db, night("2027-01-08", "2027-01-11"))).toBe(true)
    expect(isCrowded(db, night("2027-01-08", "2027-01-10"))).toBe(false)
    expect(isCrowded(db, night("2027-01-11", "2027-01-12"))).toBe(false)
  })

  it("ends a quarter of a second after the last who found it", async () => {
    const db = await aDatabase()
    noteCrowd(db, keysOf("2027-01-10"))
    jest.advanceTimersByTime(200)
    noteCrowd(db, keysOf("2027-01-10"))
    jest.advanceTimersByTime(249)
    expect(isCrowded(db, night("2027-01-10", "2027-01-11"))).toBe(true)
    jest.advanceTimersByTime(1)
    expect(isCrowded(db, night("2027-01-10", "2027-01-11"))).toBe(false)
  })

  it("ends at once where a date is sold out, and only there", async () => {
    const db = await aDatabase()
    noteCrowd(db, keysOf("2027-01-10", "2027-01-11"))
    endCrowd(db, keysOf("2027-01-10"))
    expect(isCrowded(db, night("2027-01-10", "2027-01-11"))).toBe(false)
    expect(isCrowded(db, night("2027-01-11", "2027-01-12"))).toBe(true)
  })

  it("is nothing that several processes may have at once", async () => {
    const db = await aDatabase()
    noteCrowd(
      db,
      keysOf("2027-01-10").filter(({ shared }) => shared)
    )
    expect(isCrowded(db, night("2027-01-10", "2027-01-11"))).toBe(false)
  })

  it("is not known of a group, of what is unknown, or in another database", async () => {
    const db = await aDatabase()
    noteCrowd(db, keysOf("2027-01-10"))
    const dates = ["2027-01-10"]
    expect(isCrowded(db, [{ group_id: FLOOR.id, dates }])).toBe(false)
    expect(isCrowded(db, [{ resource_id: "bres_2", dates }])).toBe(false)
    expect(
      isCrowded(await aDatabase(), [{ resource_id: ROOM.id, dates }])
    ).toBe(false)
  })

  it("is not where the dates are none", async () => {
    const db = await aDatabase()
    noteCrowd(db, keysOf("2027-01-10"))
    expect(isCrowded(db, night("2027-01-10", "2027-01-10"))).toBe(false)
    expect(isCrowded(db, night("2027-02-30", "2027-03-02"))).toBe(false)
  })
})
