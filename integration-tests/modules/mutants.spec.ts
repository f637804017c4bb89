import { execFileSync } from "node:child_process"
import { resolve } from "node:path"

import {
  type Call,
  confirmHold,
  expireHolds,
  placeHold,
  readKey,
} from "../engine"
import {
  type ArenaOptions,
  crowd,
  openArena,
  place,
  succeeded,
} from "../helpers/races/arena"
import { lastUnit } from "../helpers/races/last-unit"
import { run } from "../helpers/races/tally"
import {
  confirmingBlindly,
  counting,
  expiringBlindly,
  gateBefore,
  lockAndReadAtOnce,
  lockingNoRows,
  repeatableRead,
  type Tampering,
  together,
  transactionClock,
  unsortedKeys,
  withoutKeyLookup,
  withoutLocks,
} from "../helpers/sabotage"
import {
  day,
  endedOrWaiting,
  eventually,
  holdRow,
  lockDates,
  logOf,
  makeOverdue,
  newResource,
  openWorld,
  quickDeadlocks,
  uniqueId,
  withoutGuards,
  type World,
} from "../helpers/world"

/**
 * Versions of the module that are wrong in one place each. What catches a
 * mutant is run on the module as it is, too, and finds nothing there.
 */

const ROUNDS = 15

async function raceForTheLastUnit(options: ArenaOptions) {
  const arena = await openArena(options)
  const { breaches } = await run(
    lastUnit,
    arena,
    (soFar) => soFar.rounds < ROUNDS && soFar.breaches.length === 0
  )
  await arena.world.close()
  return breaches.map((breach) => breach.replace(/\d+ have/, "several have"))
}

const OVERBOOKED = expect.arrayContaining(["several have the last unit"])

describe("no locks", () => {
  it("sells the last unit twice where there is no CHECK either", async () => {
    const options = { tampering: withoutLocks, unguarded: true }
    expect(await raceForTheLastUnit(options)).toEqual(OVERBOOKED)
  })

  it("sells nothing twice where there is: the CHECK alone holds", async () => {
    const breaches = await raceForTheLastUnit({ tampering: withoutLocks })
    expect(breaches).toEqual([expect.stringMatching(/^told error/)])
  })
})

describe("reading what was true before the locks were there", () => {
  /** A rival queues for the last unit while somebody else is writing it. */
  async function queueBehindTheWinner(tampering: Tampering) {
    const world = await openWorld()
    await withoutGuards(world)
    const stay = { resource_id: await newResource(world), dates: [day(10)] }
    const gate = gateBefore("booking_insert_holds")
    const winner = place(world.process({ tampering: gate }), stay)
    await gate.reached
    const errors = counting()
    const rival = place(
      world.process({ tampering: together(tampering, errors) }),
      stay
    )
    await endedOrWaiting(world, rival)
    gate.open()
    await winner
    const outcome = await rival.then(
      () => "placed",
      (error: { code: string }) => error.code
    )
    const broken = (await world.audit()).map((v) => v.invariant)
    await world.close()
    return { outcome, broken, staleWrites: errors.count("40001") }
  }

  it("by locking in the same statement, overbooks", async () => {
    const tampering = lockAndReadAtOnce()
    expect(await queueBehindTheWinner(tampering)).toMatchObject({
      outcome: "placed",
      broken: ["I1"],
    })
  })

  it("by repeatable read, writes on what is no longer so", async () => {
    // The counters' row saves it here: PostgreSQL refuses to update a row that
    // has changed since. Without that conflict it would overbook as well.
    const { staleWrites } = await queueBehindTheWinner(repeatableRead)
    expect(staleWrites).toBeGreaterThan(0)
  })

  it("does not happen: first locks, then reads, even without CHECK", async () => {
    expect(await queueBehindTheWinner({})).toEqual({
      outcome: "sold_out",
      broken: [],
      staleWrites: 0,
    })
    expect(await raceForTheLastUnit({ unguarded: true })).toEqual([])
  })
})

describe("keys in any order", () => {
  async function deadlocks(tampering: Tampering) {
    const errors = counting()
    const arena = await openArena({ tampering: together(tampering, errors) })
    await quickDeadlocks(arena.world)
    const ids = await Promise.all(
      Array.from({ length: 3 }, () =>
        newResource(arena.world, { capacity: 99 })
      )
    )
    for (let round = 0; round < 3 && errors.count("40P01") === 0; round++) {
      await crowd(arena, 48, (process, client) =>
        place(
          process,
          ...ids
            .filter((_, i) => i !== client % 4)
            .map((resource_id) => ({
              resource_id,
              dates: [day(10), day(11), day(12)],
            }))
        )
      )
    }
    await arena.world.close()
    return errors.count("40P01")
  }

  it("deadlock", async () => {
    expect(await deadlocks(unsortedKeys)).toBeGreaterThan(0)
  })

  it("sorted ones never do", async () => {
    expect(await deadlocks({})).toBe(0)
  })
})

describe("with a world of its own", () => {
  let world: World
  let call: Call
  beforeEach(async () => {
    world = await openWorld()
    call = world.process()
  })
  afterEach(() => world.close())

  const invariants = async () =>
    [...new Set((await world.audit()).map((v) => v.invariant))].sort()

  async function aHold() {
    const resource_id = await newResource(world)
    const dates = [day(10)]
    const { hold } = await place(call, { resource_id, dates })
    return { hold, resource_id, dates }
  }

  describe("now() for expiry", () => {
    /** The hold ends while its confirmation waits for the date's lock. */
    async function confirmThatWaitsTooLong(tampering: Tampering) {
      await withoutGuards(world)
      const { hold, resource_id, dates } = await aHold()
      const somebody = await lockDates(world, resource_id, dates)
      await makeOverdue(world, [hold.id], 300)
      const order = { hold_id: hold.id, order_id: "order" }
      const confirmed = confirmHold(world.process({ tampering }), order)
      await endedOrWaiting(world, confirmed)
      await eventually(
        async () => !(await holdRow(world, hold.id)).live,
        "the end of the hold"
      )
      await somebody.free()
      await confirmed
      return logOf(world, hold.id)
    }

    it("confirms a hold that ended while it queued", async () => {
      const log = await confirmThatWaitsTooLong(transactionClock)
      expect(log).not.toContain("hold.taken_again")
      expect(await invariants()).toEqual(["I6"])
    })

    it("by the clock after the locks, it has to be taken again", async () => {
      const log = await confirmThatWaitsTooLong({})
      expect(log).toContain("hold.taken_again")
      expect(await invariants()).toEqual([])
    })
  })

  describe("expiry without a look at the status", () => {
    /** A late payer takes the hold again after the job has found it. */
    async function expireWhatWasSoldMeanwhile(tampering: Tampering) {
      await withoutGuards(world)
      const { hold } = await aHold()
      await makeOverdue(world, [hold.id])
      const gate = gateBefore("booking_try_each")
      const job = world.process({ tampering: together(tampering, gate) })
      const expiry = expireHolds(job)
      await gate.reached
      await confirmHold(call, { hold_id: hold.id, order_id: "order" })
      gate.open()
      await expiry
      return (await holdRow(world, hold.id)).status
    }

    it("ends what an order has", async () => {
      const status = await expireWhatWasSoldMeanwhile(expiringBlindly)
      expect(status).toBe("expired")
      expect(await invariants()).toEqual(expect.arrayContaining(["I3", "I5"]))
    })

    it("with it, the order keeps its dates", async () => {
      const status = await expireWhatWasSoldMeanwhile(lockingNoRows)
      expect(status).toBe("confirmed")
      expect(await invariants()).toEqual([])
    })
  })

  describe("the idempotency key looked up before the transaction", () => {
    async function sameKeyAtOnce(tampering: Tampering, early: boolean) {
      await withoutGuards(world)
      const ids = [await newResource(world), await newResource(world)]
      const asked = (early ? [0, 1] : [0, 0]).map((i) => ({
        process: world.process({ tampering }),
        items: [{ resource_id: ids[i] as string, dates: [day(10)] }],
      }))
      const idempotency_key = "key"
      // Both have looked before one of them places.
      const known = await Promise.all(
        asked.map(async ({ process }) =>
          early ? readKey(process.db, "", idempotency_key) : null
        )
      )
      // Without the constraint, only one and the same date keeps them apart.
      return Promise.allSettled(
        asked.map(
          async ({ process, items }, i) =>
            known[i] ?? placeHold(process, { items, idempotency_key })
        )
      )
    }

    it("makes two holds for it", async () => {
      await sameKeyAtOnce(withoutKeyLookup, true)
      expect(await invariants()).toEqual(["I4"])
    })

    it("looked up under the locks, it makes one", async () => {
      await sameKeyAtOnce({}, false)
      expect(await invariants()).toEqual([])
    })
  })

  describe("a confirmation that is applied each time it comes", () => {
    async function confirmTwice(tampering: Tampering) {
      await withoutGuards(world)
      const { hold } = await aHold()
      const order = { hold_id: hold.id, order_id: "order" }
      const process = world.process({ tampering })
      const first = await confirmHold(process, order)
      const second = await confirmHold(process, order)
      return { first, second }
    }

    it("allocates twice", async () => {
      const { second } = await confirmTwice(confirmingBlindly)
      expect(second.repeated).toBe(false)
      expect(await invariants()).toContain("I5")
    })

    it("applied once, it answers the same again", async () => {
      const { first, second } = await confirmTwice({})
      expect(second).toEqual({ ...first, repeated: true, hold: second.hold })
      expect(await invariants()).toEqual([])
      expect(await logOf(world, first.hold.id)).toHaveLength(4)
    })

    it("comes ten times at once, and is applied once", async () => {
      const arena = await openArena()
      const resource_id = await newResource(arena.world)
      const [first] = arena.processes as [Call]
      const { hold } = await place(first, { resource_id, dates: [day(10)] })
      const order = { hold_id: hold.id, order_id: uniqueId("order") }
      const attempts = await crowd(arena, 10, (process) =>
        confirmHold(process, order)
      )
      const fresh = succeeded(attempts).filter((a) => !a.value.repeated)
      expect(fresh).toHaveLength(1)
      expect(succeeded(attempts)).toHaveLength(10)
      expect(await arena.world.audit()).toEqual([])
      await arena.world.close()
    })
  })

  describe("dates in the server's own zone", () => {
    const ZONES = ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Kiritimati"]
    const SCRIPT = resolve(__dirname, "../helpers/dates-in-zone.ts")

    /** What a process in a zone makes of dates, there and back. */
    function datesIn(zone: string): { module: string[]; local: string[] } {
      const output = execFileSync(
        process.execPath,
        ["--no-warnings", "--import", "tsx", SCRIPT, world.url],
        { env: { ...process.env, TZ: zone, NODE_OPTIONS: "" } }
      )
      return JSON.parse(output.toString()) as ReturnType<typeof datesIn>
    }

    it("shift by a day where a local Date is made; ours don't", () => {
      const utc = datesIn("UTC")
      const elsewhere = ZONES.map(datesIn)
      for (const { module } of elsewhere) {
        expect(module).toEqual(utc.module)
      }
      expect(elsewhere.map((zone) => zone.local)).not.toContainEqual(utc.local)
    })
  })
})

describe("the token of a hold", () => {
  const IDENTITY =
    "../../src/modules/resource_booking/operations/shared/hold-identity"

  afterEach(() => {
    jest.resetModules()
    jest.dontMock(IDENTITY)
  })

  /** What somebody who guesses can do, with the module as it loads now. */
  async function whatAStrangerCanDo() {
    const load = <T extends object>(path: string) => jest.requireActual<T>(path)
    const operations = "../../src/modules/resource_booking/operations/holds"
    type Extend =
      typeof import("../../src/modules/resource_booking/operations/holds/extend-hold")
    type Release =
      typeof import("../../src/modules/resource_booking/operations/holds/release-hold")
    type Retrieve =
      typeof import("../../src/modules/resource_booking/operations/holds/retrieve-hold")
    const { extendHold } = load<Extend>(`${operations}/extend-hold`)
    const { releaseHold } = load<Release>(`${operations}/release-hold`)
    const { retrieveHold } = load<Retrieve>(`${operations}/retrieve-hold`)
    const world = await openWorld()
    const call = world.process()
    const resource_id = await newResource(world)
    const { hold } = await place(call, { resource_id, dates: [day(10)] })
    const done: string[] = []
    for (const token of ["", "guess", "x".repeat(43)]) {
      const guess = { token, cart_id: "", customer_id: null }
      for (const [verb, act] of Object.entries({
        read: () => retrieveHold(call, hold.id, guess),
        extend: () => extendHold(call, hold.id, guess),
        release: () => releaseHold(call, hold.id, guess),
      })) {
        await act().then(
          () => done.push(verb),
          (error: { code: string }) =>
            error.code === "not_found" || done.push(error.code)
        )
      }
    }
    await world.close()
    return [...new Set(done)]
  }

  it("unchecked, opens it to everybody", async () => {
    jest.resetModules()
    jest.doMock(IDENTITY, () => ({
      ...jest.requireActual<object>(IDENTITY),
      isHoldToken: () => true,
    }))
    expect(await whatAStrangerCanDo()).not.toEqual([])
  })

  it("can't be guessed, and nothing says that the hold exists", async () => {
    expect(await whatAStrangerCanDo()).toEqual([])
  })
})
