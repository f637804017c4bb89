import type { ReconciliationDTO } from "../../src/modules/resource_booking/types"
import type { Answer } from "../helpers/http"
import { ADMIN, expectStatus, type Shop } from "../helpers/http-shop"
import { withShop } from "../helpers/http-suite"
import { eventually } from "../helpers/world"
import { type Outcome, SCENARIOS } from "./fail-points"
import { ServerProcess } from "./server-process"
import {
  MON,
  PRICE,
  type Scene,
  Stage,
  type State,
  stateOf,
  TUE,
} from "./stage"

/** Two at a time, since each starts a whole store. */
const AT_ONCE = 2

const UNHEARD = "complete: after the bank has charged, unheard"

const SOLD: Partial<State> = { charged: PRICE, sold: [MON], closed: [MON] }
const FREE: Partial<State> = { charged: 0, sold: [], closed: [] }

const EXPECTED: Record<Outcome, Partial<State>> = {
  sold: SOLD,
  nothing: { ...FREE, orders: [] },
  staff: FREE,
  canceled: { ...FREE, orders: [] },
  "half-canceled": { ...SOLD, charged: 0 },
}

/**
 * Servers that are killed between every two steps, each by itself, on one
 * database; then one that starts and reconciles. The tests' own server is
 * never killed, and does nothing by itself: it has no jobs and hears no events.
 */
withShop(
  { RESOURCE_BOOKING_LIMITS: "off", MEDUSA_WORKER_MODE: "server" },
  (shop) => {
    const played = new Map<string, { scene: Scene; killed: State }>()
    const ended = new Map<string, State>()
    const repeated = new Map<string, Answer>()
    const again = new Map<string, { answer: Answer; state: State }>()
    const reports: ReconciliationDTO[] = []
    let survivor: ServerProcess | undefined

    beforeAll(async () => {
      await shop.empty()
      shop.bank.empty()
      const stage = await Stage.open(shop)
      const waiting: Scene[] = []
      for (const scenario of SCENARIOS) {
        waiting.push(await stage.prepare(scenario))
      }
      await setAge(shop, "-1 hour")
      const play = async () => {
        for (let scene = waiting.shift(); scene; scene = waiting.shift()) {
          const killed = await kill(shop, scene)
          played.set(scene.scenario.name, { scene, killed })
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, play))
      await forgetWorkflows(shop)
      await setAge(shop, "10 minutes")

      survivor = await ServerProcess.start(shop)
      reports.push(await reconciled(shop, survivor))
      reports.push(await reconciled(shop, survivor))
      await tellOfPayment(shop, survivor, sceneOf(UNHEARD))
      reports.push(await reconciled(shop, survivor))

      for (const { scene } of played.values()) {
        if (["add", "bring", "change"].includes(scene.scenario.flow)) {
          repeated.set(scene.scenario.name, await scene.act(survivor.url))
        }
      }
      await shop.database.query(
        `update booking_hold set expires_at = clock_timestamp()
          where status = 'active'`
      )
      await shop.bookings.expireHolds()
      for (const [name, { scene }] of played) {
        ended.set(name, await stateOf(shop, scene))
      }
      for (const { scene } of played.values()) {
        if (scene.scenario.flow === "complete") {
          const answer = await scene.act(survivor.url)
          const state = await stateOf(shop, scene)
          again.set(scene.scenario.name, { answer, state })
        }
      }
    }, 900_000)
    afterAll(() => survivor?.stop())

    const sceneOf = (name: string): Scene => {
      const one = played.get(name)
      if (!one) {
        throw new Error(`${name} was not played.`)
      }
      return one.scene
    }

    const flaggedIn = (report: number, order: string) =>
      reports[report]?.details.filter(
        ({ subject, action }) => subject === order && action === "flagged"
      ) ?? []

    describe("a server that is killed, and another that reconciles (R51)", () => {
      it.each(SCENARIOS.map(({ name, outcome }) => [name, outcome] as const))(
        "%s: %s",
        (name, outcome) => {
          const state = ended.get(name)
          expect(state).toMatchObject(EXPECTED[outcome])
          const orders = state?.orders ?? []
          const told = orders.flatMap((id) => flaggedIn(2, id))
          switch (outcome) {
            case "sold":
              expect(orders).toHaveLength(1)
              expect(told).toEqual([])
              return
            case "staff":
            case "half-canceled":
              expect(orders).toHaveLength(1)
              expect(told).toHaveLength(1)
              return
            case "nothing":
            case "canceled":
              expect(orders).toEqual([])
          }
        }
      )

      it("tells staff of a charge that the shop has not heard of, until it has", () => {
        const [id = ""] = ended.get(UNHEARD)?.orders ?? []
        expect(flaggedIn(0, id)).toMatchObject([{ check: "unpaid_orders" }])
        expect(flaggedIn(1, id)).toMatchObject([{ check: "unpaid_orders" }])
        expect(flaggedIn(2, id)).toEqual([])
      })

      it("fixes nothing twice", () => {
        const again = reports[1]?.details.filter((d) => d.action === "fixed")
        expect(again).toEqual([])
      })

      it("leaves sound data", async () => {
        expect(await shop.bookings.auditInvariants()).toEqual([])
      })
    })

    describe("a customer who sends the same again, with its key (R13)", () => {
      it.each([
        ["add: before the hold", [MON]],
        ["add: after the hold", [MON]],
        ["add: before the line", [MON]],
        ["add: after the line, before its hold has it", [MON]],
        ["add: after the hold has its line", [MON]],
        ["bring: after the hold is brought", [MON]],
        ["change: before the new hold", [MON, TUE]],
        ["change: after the new hold, before the line", [MON, TUE]],
        ["change: after the line, before the new hold takes over", [MON, TUE]],
        ["change: after the new hold has taken over", [MON, TUE]],
      ])("%s: holds %j", (name, dates) => {
        const { status, body } = repeated.get(name) ?? {}
        expect([200, 201]).toContain(status)
        expect(body.hold).toMatchObject({
          status: "active",
          items: [{ dates }],
        })
      })

      it.each([
        "add: before the hold",
        "add: after the hold",
        "add: before the line",
        "add: after the line, before its hold has it",
        "add: after the hold has its line",
        "bring: after the hold is brought",
      ])("%s: has one line for it", (name) => {
        expect(repeated.get(name)?.body.cart.items).toHaveLength(1)
      })

      it.each([
        "add: after the line, before its hold has it",
        "add: after the hold has its line",
      ])("%s: is told that it was done before", (name) => {
        expect(repeated.get(name)?.body).toMatchObject({
          idempotent_replay: true,
        })
      })

      it("has the line that it brought a hold for", () => {
        const when = "after the line, before its hold has it"
        const { status, body } = repeated.get(`bring: ${when}`) ?? {}
        expect([status, body.message]).toEqual([
          400,
          "This hold is already in the cart.",
        ])
      })
    })

    describe("a customer who comes back and completes his cart again (R22)", () => {
      const UNPAID = [
        "complete: after the order is made, before its payment",
        "complete: after it is noted that a payment is tried",
      ]
      const names = SCENARIOS.filter(({ flow }) => flow === "complete").map(
        ({ name }) => name
      )

      it.each(names.filter((name) => !UNPAID.includes(name)))(
        "%s: has an order with its dates, and one charge",
        (name) => {
          const { answer, state } = again.get(name) ?? {}
          expect(answer?.body.type).toBe("order")
          expect(state).toMatchObject(SOLD)
          expect(state?.orders).toContain(answer?.body.order.id)
        }
      )

      it.each(UNPAID)(
        "%s: is shown the unpaid order, and not charged",
        (name) => {
          const { answer, state } = again.get(name) ?? {}
          expect(state).toMatchObject({ charged: 0, sold: [] })
          expect(state?.orders).toEqual([answer?.body.order.id])
        }
      )
    })

    describe("the control: before anybody reconciles", () => {
      const killed = (name: string) => played.get(name)?.killed

      it("an order is charged and has no dates", () => {
        const paid = { charged: PRICE, sold: [] }
        for (const when of [
          "after the payment",
          "before the dates are confirmed",
        ]) {
          expect(killed(`complete: ${when}`)).toMatchObject(paid)
        }
        expect(killed(UNHEARD)).toMatchObject(paid)
      })

      it("a canceled order has its dates, and a line that is gone its hold", () => {
        expect(
          killed("cancel: after the order, before the dates")
        ).toMatchObject({ orders: [], sold: [MON] })
        expect(killed("remove: after the line, before its hold")).toMatchObject(
          { closed: [MON] }
        )
      })
    })
  }
)

/** @returns what is there at that moment */
async function kill(shop: Shop, scene: Scene): Promise<State> {
  const server = await ServerProcess.start(
    shop,
    scene.scenario.point,
    scene.ids
  )
  try {
    // Either nobody answers, or the answer came before what comes after it.
    await scene.act(server.url).catch(() => undefined)
    await server.killed()
  } finally {
    await server.stop()
  }
  return stateOf(shop, scene)
}

/** Medusa's test tools would wait for those that the killed have begun. */
async function forgetWorkflows(shop: Shop): Promise<void> {
  await shop.database.query("delete from workflow_execution")
}

/** What is younger than two minutes is left alone: it may still go on. */
async function setAge(shop: Shop, age: string): Promise<void> {
  for (const table of ["order", "booking_hold", "booking_allocation"]) {
    await shop.database.query(
      `update "${table}" set created_at = clock_timestamp() - $1::interval`,
      [age]
    )
  }
}

async function reconciled(
  shop: Shop,
  server: ServerProcess
): Promise<ReconciliationDTO> {
  const staff = shop.admin.client.at(server.url)
  let answer: Answer | undefined
  // Of one that was killed meanwhile, the lease must run out.
  await eventually(
    async () => {
      answer = await staff.post(`${ADMIN}/reconciliation`)
      return answer.status !== 503
    },
    "nobody else reconciles",
    30_000
  )
  return expectStatus(200, answer as Answer).body.report
}

/** The bank's webhook, which Medusa handles five seconds later. */
async function tellOfPayment(
  shop: Shop,
  server: ServerProcess,
  { payment }: Scene
): Promise<void> {
  const session = async () => {
    const { rows } = await shop.database.query<{
      id: string
      authorized_at: Date | null
    }>(
      `select id, authorized_at from payment_session
        where data ->> 'payment' = $1`,
      [payment]
    )
    return rows[0]
  }
  const body = { payment, session_id: (await session())?.id }
  const hook = "/hooks/payment/bank_test"
  expectStatus(200, await shop.stranger.at(server.url).post(hook, body))
  await eventually(
    async () => Boolean((await session())?.authorized_at),
    "the shop hears of the payment",
    30_000
  )
}
